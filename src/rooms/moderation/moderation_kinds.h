/* moderation_kinds.h - the closed lists of this room
 *
 * The numbers of reports are stored: they never change. */
#ifndef ROOMS_MODERATION_MODERATION_KINDS_H
#define ROOMS_MODERATION_MODERATION_KINDS_H

/* Why a café isn't published: these few, said in public. */
typedef enum RefuseReason {
    REFUSE_NOT_A_CAFE,
    REFUSE_COMMERCIAL,
    REFUSE_DUPLICATE,
    REFUSE_INCOMPLETE, /* or not open */
    REFUSE_OTHER,      /* then a word says which */
    REFUSE_REASONS
} RefuseReason;

typedef enum ReportReason {
    REPORT_WRONG, /* wrong, or no longer true */
    REPORT_NOT_A_CAFE,
    REPORT_COMMERCIAL,
    REPORT_SHOCKING,
    REPORT_PERSONAL, /* says something of a person that should not be public */
    REPORT_OTHER,
    REPORT_REASONS
} ReportReason;

typedef enum ReportState { REPORT_OPEN, REPORT_KEPT, REPORT_ACTED, REPORT_STATES } ReportState;

#endif
