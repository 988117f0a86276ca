/* control_view.h - what the pages of /admin show */
#ifndef APP_CONTROL_VIEW_H
#define APP_CONTROL_VIEW_H

#include "web/frame.h"

/* One row of a table: what, and how it is. */
typedef struct ControlFact {
    Str name, value;
} ControlFact;

typedef struct ControlFacts {
    ControlFact *at;
    size_t len;
} ControlFacts;

typedef struct ControlWarnings {
    Str *at;
    size_t len;
} ControlWarnings;

/* control_home.html - /admin */
typedef struct ControlHome {
    Frame frame;
    ControlWarnings warnings;
    Str settings, jobs, letters; /* a few words on each page */
    ControlFacts kept, house;
    Str copied;
    bool copy_late;
    bool boxed;
} ControlHome;
void control_home_html(Buf *out, Lang lang, const ControlHome *v);

/* control_settings.html - /admin/reglages */
typedef struct ControlSetting {
    Str name, value, origin;
    bool own; /* somebody decided it */
} ControlSetting;

typedef struct ControlSettings {
    Frame frame;
    Str file; /* that was read; "" */
    struct {
        ControlSetting *at;
        size_t len;
    } settings;
} ControlSettings;
void control_settings_html(Buf *out, Lang lang, const ControlSettings *v);

/* control_jobs.html - /admin/taches */
typedef struct ControlJob {
    Str id, kind, when, error;
    int64_t tries;
    bool given_up;
} ControlJob;

typedef struct ControlJobList {
    ControlJob *at;
    size_t len;
} ControlJobList;

typedef struct ControlJobs {
    Frame frame;
    Str token, say_counts;
    bool again; /* one was just asked for again */
    ControlJobList failed, waiting, done;
} ControlJobs;
void control_jobs_html(Buf *out, Lang lang, const ControlJobs *v);

/* control_letters.html - /admin/lettres */
typedef struct ControlState {
    Str url, name;
    int64_t count;
    bool here;
} ControlState;

typedef struct ControlLetter {
    Str id, reason, to, made, then, error; /* then: what comes next, or when it went */
    int64_t tries;
    bool again; /* may be asked for again */
} ControlLetter;

typedef struct ControlLetters {
    Frame frame;
    Str token, state, state_say, state_why, older;
    int64_t dropped; /* in this hour, not written */
    bool again;
    struct {
        ControlState *at;
        size_t len;
    } states;
    struct {
        ControlLetter *at;
        size_t len;
    } letters;
} ControlLetters;
void control_letters_html(Buf *out, Lang lang, const ControlLetters *v);

#endif
