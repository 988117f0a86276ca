#include "rooms/site/site_mine.h"

#include "mail/address.h"
#include "rooms/account/account.h"
#include "rooms/signup/signup.h"
#include "rooms/site/site_mine_store.h"
#include "seal/token.h"
#include "text/json.h"
#include "text/moment.h"
#include "work/work.h"

enum { SEATS_AT_ONCE = 200, MAILS_AT_ONCE = 500 };

/* ---- in my hands ---- */

static void put_value(Work *w, JsonWriter *json, Str key, Str value)
{
    int64_t number;
    bool counted = str_to_int(value, &number);

    if (str_ends(key, STR("_at")) && counted) {
        json_add_str(json, key, number > 0 ? moment_iso(w->mem, ZONE_UTC, number) : (Str){ 0 });
    } else if (str_ends(key, STR("_id")) && counted) {
        json_add_str(json, key, work_id_text(w->mem, number));
    } else {
        json_add_str(json, key, value);
    }
}

static void put_row(Work *w, JsonWriter *json, const MineTable *t, const MineRow *row)
{
    json_put_object(json);
    for (size_t i = 0; i < MINE_KEYS_MAX && t->keys[i]; i++) {
        put_value(w, json, str_from(t->keys[i]), row->at[i]);
    }
    json_put_object_end(json);
}

static Fault put_table(Work *w, JsonWriter *json, size_t number, AccountId id, Str mail)
{
    MineTable t = site_mine_store_table(number);
    MineRow *rows = NULL;
    size_t n = 0;

    TRY(site_mine_store_rows(w, number, id, mail, &rows, &n));
    json_put_key(json, str_from(t.name));
    json_put_array(json);
    for (size_t i = 0; i < n; i++) {
        put_row(w, json, &t, &rows[i]);
    }
    json_put_array_end(json);
    return FAULT_NONE;
}

Fault site_mine_json(Work *w, Buf *out)
{
    JsonWriter json = { .out = out };
    Str mail = mail_address_fold(w->mem, w->person->mail);

    json_put_object(&json);
    json_add_str(&json, STR("site"), w->site->base_url);
    json_add_str(&json, STR("made_at"), moment_iso(w->mem, ZONE_UTC, w->now));
    for (size_t i = 0; i < site_mine_store_len(); i++) {
        TRY(put_table(w, &json, i, w->person->id, mail));
    }
    json_put_object_end(&json);
    return FAULT_NONE;
}

/* ---- erased ---- */

static Str hash_of(Work *w, Str mail)
{
    return seal_hash_text(w->mem, w->site->key, "erased:", mail);
}

static Fault erase_account(Work *w, AccountId id, Str mail)
{
    if (id.v != 0) {
        TRY(site_mine_store_erase_account(w, id, mail));
    }
    return FAULT_NONE;
}

Fault site_mine_erase(Work *w, AccountId id, Str mail)
{
    Str folded = mail_address_fold(w->mem, mail);

    TRY(site_mine_store_remember(w, hash_of(w, folded)));
    return erase_account(w, id, folded);
}

/* Whoever waits for a seat gets it. */
static Fault give_back(Work *w, Str mail)
{
    SignupId *list = NULL;
    size_t n = 0;

    TRY(site_mine_store_seats(w, mail, SEATS_AT_ONCE, &list, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(signup_release(w, list[i]));
    }
    return FAULT_NONE;
}

static Fault erase_rows(Work *w, AccountId id, Str mail)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(site_mine_erase(w, id, mail));
    TRY(site_mine_store_erase_mail(w, mail));
    return work_commit(&tx);
}

Fault site_mine_erase_all(Work *w, AccountId id, Str mail)
{
    Str folded = mail_address_fold(w->mem, mail);

    TRY(give_back(w, folded));
    return erase_rows(w, id, folded);
}

/* ---- once more, after a backup ---- */

/* Whoever came back after it was erased stays. */
static bool was_erased(const Erasure *list, size_t n, Str hash, int64_t made_at)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(list[i].hash, hash)) {
            return made_at <= list[i].at;
        }
    }
    return false;
}

static Fault all_erasures(Work *w, Erasure **ret, size_t *ret_len)
{
    Erasure *all = NULL, *some = NULL, *grown;
    size_t len = 0, n = MAILS_AT_ONCE;

    while (n == MAILS_AT_ONCE) {
        Str after = len > 0 ? all[len - 1].hash : (Str){ 0 };
        TRY(site_mine_store_erasures(w, after, MAILS_AT_ONCE, &some, &n));
        grown = NEW_ARRAY(w->mem, Erasure, len + n + 1);
        for (size_t i = 0; i < len + n; i++) {
            grown[i] = i < len ? all[i] : some[i - len];
        }
        all = grown;
        len += n;
    }
    *ret = all;
    *ret_len = len;
    return FAULT_NONE;
}

static Fault erase_again(Work *w, Str mail)
{
    AccountId id = { 0 };

    TRY(account_of_mail(w, mail, &id));
    return site_mine_erase_all(w, id, mail);
}

static Fault replay_some(Work *w, const Erasure *erased, size_t erased_len,
                         const MineMail *mails, size_t n, int64_t *count)
{
    for (size_t i = 0; i < n; i++) {
        if (was_erased(erased, erased_len, hash_of(w, mails[i].mail), mails[i].made_at)) {
            TRY(erase_again(w, mails[i].mail));
            *count += 1;
        }
    }
    return FAULT_NONE;
}

Fault site_mine_replay(Work *ledger, Work *restored, int64_t *ret)
{
    Erasure *erased = NULL;
    size_t erased_len = 0, n = MAILS_AT_ONCE;
    MineMail *mails = NULL;
    Str after = { 0 };

    *ret = 0;
    TRY(all_erasures(ledger, &erased, &erased_len));
    while (n == MAILS_AT_ONCE) {
        TRY(site_mine_store_mails(restored, after, MAILS_AT_ONCE, &mails, &n));
        TRY(replay_some(restored, erased, erased_len, mails, n, ret));
        after = n > 0 ? mails[n - 1].mail : after;
    }
    return FAULT_NONE;
}
