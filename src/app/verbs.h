/* verbs.h - every verb of the command line: the table, and how a line is read */
#ifndef APP_VERBS_H
#define APP_VERBS_H

#include "app/verb.h"

extern const Verb verbs[]; /* ends with a NULL name */

int verb_init(VerbIo *io);
int verb_serve(VerbIo *io);
int verb_import_cafes(VerbIo *io);
int verb_import_openagenda(VerbIo *io);
int verb_export_cafes(VerbIo *io);
int verb_moderate_list(VerbIo *io);
int verb_moderate_publish(VerbIo *io);
int verb_moderate_refuse(VerbIo *io);
int verb_role_give(VerbIo *io);
int verb_role_take(VerbIo *io);
int verb_role_list(VerbIo *io);
int verb_account_forget_factor(VerbIo *io);
int verb_mail_list(VerbIo *io);
int verb_mail_again(VerbIo *io);
int verb_copy_made(VerbIo *io);
int verb_purge(VerbIo *io);
int verb_job_list(VerbIo *io);
int verb_job_run(VerbIo *io);
int verb_job_again(VerbIo *io);
int verb_backup(VerbIo *io);
int verb_restore(VerbIo *io);
/* verb_erased.c: erases again, in the file that was put back, who was erased
 * since; false: it was asked for and couldn't be done, and it said why. */
MUST_USE bool verb_erase_again(VerbIo *io, const char *to);
int verb_check(VerbIo *io);
int verb_sample(VerbIo *io);
int verb_geo_import(VerbIo *io);
int verb_geo_update(VerbIo *io);
int verb_version(VerbIo *io);

/* Runs the command line of a process; settings are taken out of it already. */
int verbs_run(VerbIo *io, int argc, char **argv);
/* Finds the verb and reads its words and flags into io: true when it may run
 * now; else it was answered (help, usage), and *ret_code is its exit code. */
MUST_USE bool verbs_read(VerbIo *io, int argc, char **argv, int *ret_code);

#endif
