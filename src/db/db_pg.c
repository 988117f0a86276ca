/* db_pg.c - PostgreSQL behind db.h */
#include "db/db_engine.h"

Fault db_pg_open(Arena *mem, const char *url, const DbOptions *options, DbHouse **ret,
                 Str *ret_why)
{
    (void)mem, (void)url, (void)options, (void)ret;
    *ret_why = STR("this build has no PostgreSQL");
    return FAULT_INPUT;
}

const DbEngine db_pg = { 0 };
