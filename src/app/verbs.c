/* verbs.c - the table; the only place that knows every verb */
#include "app/verbs.h"

/* clang-format off */
const Verb verbs[] = {
    { "serve", "", "answer on --listen until told to stop",
      "A database from an older version is brought up to date first.  SIGTERM or SIGINT\n"
      "stop it: requests in flight are answered.",
      0, 0, { { 0 } }, NEED_NOTHING, verb_serve },
    { "init", "", "make the database, or bring it up to date",
      "With --sample, also the known caf\303\251s of 2024 and 2025, and demonstration ones in\n"
      "the coming weeks, marked as such.  Run again, it changes nothing.",
      0, 0, { { "sample", NULL } }, NEED_MAKE, verb_init },
    { "import cafes", "FILE", "read caf\303\251s from a CSV or ICS file",
      "Says what would change, line by line.  Nothing is written without --apply, nor\n"
      "when one line is refused.  Applied twice, the second changes nothing.",
      1, 1, { { "apply", NULL } }, NEED_WRITE, verb_import_cafes },
    { "import openagenda", "FILE", "read caf\303\251s from the JSON export of OpenAgenda",
      "As \"import cafes\".",
      1, 1, { { "apply", NULL } }, NEED_WRITE, verb_import_openagenda },
    { "export cafes", "", "write the public caf\303\251s to standard output",
      "As /cafes.csv, /cafes.json or /cafes.ics gives them, past ones included.",
      0, 0, { { "format", "csv|json|ics" } }, NEED_READ, verb_export_cafes },
    { "moderate list", "", "the declared caf\303\251s that wait, oldest first",
      "One a line: id, date, commune, title, organiser.",
      0, 0, { { 0 } }, NEED_READ, verb_moderate_list },
    { "moderate publish", "ID", "publish a declared caf\303\251",
      "It is found at once on the pages of a running server.",
      1, 1, { { 0 } }, NEED_WRITE, verb_moderate_publish },
    { "moderate refuse", "ID", "refuse a declared caf\303\251",
      "The reason is read by whoever declared it.",
      1, 1, { { "reason", "TEXT" } }, NEED_WRITE, verb_moderate_refuse },
    { "role give", "MAIL ROLE [SCOPE]", "let somebody look after caf\303\251s",
      "ROLE: facilitator, coordinator, network-head, moderator or administrator.\n"
      "SCOPE: everywhere (said or not), region:CODE, department:CODE, organization:NAME\n"
      "or event:ID.  The account is made when there is none.  --until: the last day.",
      2, 3, { { "until", "DAY" } }, NEED_WRITE, verb_role_give },
    { "role take", "MAIL ROLE [SCOPE]", "take a role away",
      "It counts at once.",
      2, 3, { { 0 } }, NEED_WRITE, verb_role_take },
    { "role list", "", "who has which role",
      "One a line: address, role, scope, last day.",
      0, 0, { { 0 } }, NEED_READ, verb_role_list },
    { "account forget-factor", "MAIL", "for whoever has lost their telephone and their codes",
      "Their second factor is taken away and they are signed out everywhere.  Be sure who\n"
      "asks: from then on the letters of this address are enough to sign in.",
      1, 1, { { 0 } }, NEED_WRITE, verb_account_forget_factor },
    { "purge", "", "erase what has been kept long enough",
      "A running server does so every hour.  One a line: rule, table, days, rows; with\n"
      "--dry-run nothing is erased.",
      0, 0, { { "dry-run", NULL } }, NEED_WRITE, verb_purge },
    { "job list", "", "what waits to be done, and what was done last",
      "One a line: id, kind, when it is due or was done, tries, last error.",
      0, 0, { { 0 } }, NEED_READ, verb_job_list },
    { "job run", "", "do now what is due",
      "A running server does so by itself.",
      0, 0, { { 0 } }, NEED_WRITE, verb_job_run },
    { "job again", "ID", "ask again for a job that was given up",
      "Its tries are forgotten, and it is due now.",
      1, 1, { { 0 } }, NEED_WRITE, verb_job_again },
    { "mail list", "", "letters that wait and why, are in doubt, were refused",
      "One a line: id, state, when it is due, tries, address, title, what the relay said.\n"
      "In doubt: it left, and no answer came.",
      0, 0, { { 0 } }, NEED_READ, verb_mail_list },
    { "mail again", "[ID]", "send a letter that waits, is in doubt or was refused",
      "Its tries are forgotten, and it is due now.  With --refused and no ID: all that were\n"
      "refused, as long as their words are kept, which is a day.",
      0, 1, { { "refused", NULL } }, NEED_WRITE, verb_mail_again },
    { "copy made", "", "write down that the database was copied just now",
      "\"backup\" does so by itself; for pg_dump and the like.  /admin shows its age.",
      0, 0, { { 0 } }, NEED_WRITE, verb_copy_made },
    { "backup", "FILE", "copy a SQLite database, whole, while it is in use",
      "Its hash is written to FILE.blake2b.  For PostgreSQL use pg_dump.",
      1, 1, { { 0 } }, NEED_READ, verb_backup },
    { "restore", "FILE", "check a copy and put it in its place",
      "Verifies the hash and the integrity of the copy, and reads it back.  Refused when\n"
      "a database is there already.  Without --to: where --db says.  Whoever was erased\n"
      "since the copy was made is erased again, as --erased remembers, or else --db when\n"
      "the copy goes elsewhere.",
      1, 1, { { "to", "sqlite:NEW" }, { "erased", "sqlite:OLD" } }, NEED_NOTHING, verb_restore },
    { "check", "", "read the whole database, say what is wrong and what to do",
      "Ends with 1 when something is.",
      0, 0, { { 0 } }, NEED_READ, verb_check },
    { "sample", "", "plausible caf\303\251s for load tests",
      "The same seed gives the same caf\303\251s.  --remove-demo takes the demonstration\n"
      "caf\303\251s of \"init --sample\" away instead.",
      0, 0, { { "events", "N" }, { "seed", "S" }, { "remove-demo", NULL } }, NEED_WRITE, verb_sample },
    { "geo import", "FILE", "the official table of communes instead of the built-in one",
      "The JSON of the national API G\303\251o, or the CSV of La Poste.  Says what would change;\n"
      "nothing is written without --apply.  Servers use it from their next start on.",
      1, 1, { { "apply", NULL } }, NEED_WRITE, verb_geo_import },
    { "geo update", "", "the same, fetched from the national API G\303\251o",
      "As \"geo import\" of what geo.api.gouv.fr answers, or of another address that gives\n"
      "the same.",
      0, 0, { { "apply", NULL }, { "from", "URL" } }, NEED_WRITE, verb_geo_update },
    { "version", "", "the version of the program, and of the tables that it makes",
      "",
      0, 0, { { 0 } }, NEED_NOTHING, verb_version },
    { 0 },
};
/* clang-format on */
