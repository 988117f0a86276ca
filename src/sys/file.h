/* file.h - whole files, in and out
 *
 * FAULT_ABSENT: no such file.  FAULT_FULL: no room on the disk.  FAULT_LIMIT:
 * larger than max bytes.  FAULT_IO: the rest.  Paths end with NUL. */
#ifndef SYS_FILE_H
#define SYS_FILE_H

#include "base/fault.h"
#include "base/str.h"

/* Into mem, followed by a NUL that isn't counted. */
MUST_USE Fault file_read(Arena *mem, const char *path, size_t max, Str *ret);
/* Read-only memory, shared by all; never unmapped while somebody may look. */
MUST_USE Fault file_map(const char *path, size_t max, Str *ret);
void file_unmap(Str *map);
/* Either the old file stays or all of the new one is there and on the disk,
 * whatever happens in between.  mode: as for open(2), e.g. 0640. */
MUST_USE Fault file_write(Arena *mem, const char *path, Str content, unsigned mode);
/* Bytes that this process may still write where path is. */
MUST_USE Fault file_space(const char *path, int64_t *ret);

#endif
