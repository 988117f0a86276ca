#include "rooms/moderation/moderation_room.h"
#include "seal/token.h"

static const struct {
    Str word;
    Say say;
} refusals[REFUSE_REASONS] = {
    [REFUSE_NOT_A_CAFE] = { STR_INIT("pas-un-cafe"), SAY_moderation_not_a_cafe },
    [REFUSE_COMMERCIAL] = { STR_INIT("commercial"), SAY_moderation_commercial },
    [REFUSE_DUPLICATE] = { STR_INIT("doublon"), SAY_moderation_duplicate },
    [REFUSE_INCOMPLETE] = { STR_INIT("incomplet"), SAY_moderation_incomplete },
    [REFUSE_OTHER] = { STR_INIT("autre"), SAY_moderation_other },
}, reports[REPORT_REASONS] = {
    [REPORT_WRONG] = { STR_INIT("faux"), SAY_report_wrong },
    [REPORT_NOT_A_CAFE] = { STR_INIT("pas-un-cafe"), SAY_report_not_a_cafe },
    [REPORT_COMMERCIAL] = { STR_INIT("commercial"), SAY_report_commercial },
    [REPORT_SHOCKING] = { STR_INIT("choquant"), SAY_report_shocking },
    [REPORT_PERSONAL] = { STR_INIT("personnel"), SAY_report_personal },
    [REPORT_OTHER] = { STR_INIT("autre"), SAY_report_other },
};

Say moderation_refuse_say(RefuseReason reason)
{
    return refusals[reason].say;
}

Str moderation_refuse_word(int64_t reason)
{
    return refusals[reason].word;
}

bool moderation_refuse_read(Str word, RefuseReason *ret)
{
    for (int i = 0; i < REFUSE_REASONS; i++) {
        if (str_eq(refusals[i].word, word)) {
            *ret = (RefuseReason)i;
            return true;
        }
    }
    return false;
}

Say moderation_report_say(int64_t reason)
{
    return reports[reason >= 0 && reason < REPORT_REASONS ? reason : REPORT_OTHER].say;
}

Str moderation_report_word(int64_t reason)
{
    return reports[reason].word;
}

bool moderation_report_read(Str word, int64_t *ret)
{
    for (int64_t i = 0; i < REPORT_REASONS; i++) {
        if (str_eq(reports[i].word, word)) {
            *ret = i;
            return true;
        }
    }
    return false;
}

static Str hash_of(Work *w, Str secret)
{
    return seal_hash_text(w->mem, w->site->key, "moderation:", secret);
}

Str moderation_secret(Work *w, Str *ret_hash)
{
    Str secret = seal_token(w->mem);

    *ret_hash = hash_of(w, secret);
    return secret;
}

bool moderation_secret_opens(Work *w, Str hash, Str secret)
{
    return secret.len > 0 && seal_same_text(w->site->key, hash, hash_of(w, secret));
}
