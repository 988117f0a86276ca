/* forward.h - names of the things that pass through many rooms
 *
 * A header that only hands a Work along names it, without opening it; so a
 * file that decides doesn't even see that a database exists. */
#ifndef BASE_FORWARD_H
#define BASE_FORWARD_H

typedef struct Db Db;
typedef struct DbHouse DbHouse;
typedef struct DbQuery DbQuery;
typedef struct Geo Geo;
typedef struct Work Work;
typedef struct Request Request;
typedef struct Reply Reply;
typedef struct Person Person;

#endif
