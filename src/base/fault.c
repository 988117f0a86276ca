#include "base/fault.h"

const char *fault_name(Fault f)
{
    static const char *const names[FAULT_COUNT] = {
        [FAULT_NONE] = "none",   [FAULT_ABSENT] = "absent", [FAULT_DENIED] = "denied",
        [FAULT_INPUT] = "input", [FAULT_LIMIT] = "limit",   [FAULT_AGAIN] = "again",
        [FAULT_FULL] = "full",   [FAULT_SLOW] = "slow",     [FAULT_DB] = "db",
        [FAULT_IO] = "io",       [FAULT_BUG] = "bug",
    };

    return (unsigned)f < FAULT_COUNT ? names[f] : "unknown";
}
