/* event_files.h - the files of data/ that this room carries inside the program */
#ifndef ROOMS_EVENT_EVENT_FILES_H
#define ROOMS_EVENT_EVENT_FILES_H

#include "base/str.h"

Str event_file_real(void);   /* the cafés of 2024 and 2025 that are known */
Str event_file_series(void); /* the two series of 2024 */
Str event_file_demo(void);   /* made up, dated from today */
Str event_file_words(void);  /* what load tests are made of */
Str event_file_model(void);  /* the table to fill in */

#endif
