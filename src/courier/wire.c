#include "courier/wire.h"

#include "sys/stream.h"

#include <string.h>

typedef struct Shape {
    uint8_t numbers, texts, texts_most;
} Shape;

static const Shape shapes[COURIER_KINDS] = {
    [COURIER_SETUP] = { 0, COURIER_SETUP_TEXTS, COURIER_SETUP_TEXTS },
    [COURIER_SEND] = { 0, 3, 3 },
    [COURIER_MAY_SEND] = { 0, 0, 0 },
    [COURIER_GO] = { 0, 0, 0 },
    [COURIER_DROP] = { 0, 0, 0 },
    [COURIER_RESULT] = { 1, 1, 1 },
    [COURIER_FETCH] = { 3, 2, 18 },
    [COURIER_FETCHED] = { 2, 3, 3 },
};

enum {
    AT_VERSION,
    AT_KIND,
    AT_NUMBERS,
    AT_TEXTS,
    AT_TICKET,
    AT_LEN = 8,
    NUMBER = 8,
    LENGTH = 4
};

static bool has_shape(const uint8_t *head)
{
    if (head[AT_VERSION] != COURIER_VERSION || head[AT_KIND] >= COURIER_KINDS) {
        return false;
    }
    const Shape *s = &shapes[head[AT_KIND]];
    return head[AT_NUMBERS] == s->numbers && head[AT_TEXTS] >= s->texts &&
           head[AT_TEXTS] <= s->texts_most;
}

Fault courier_frame(Str head, size_t *ret)
{
    uint8_t h[COURIER_HEAD];
    uint32_t len;

    if (head.len < COURIER_HEAD) {
        return FAULT_INPUT;
    }
    memcpy(h, head.at, COURIER_HEAD);
    memcpy(&len, h + AT_LEN, sizeof len);
    if (!has_shape(h) || len > COURIER_FRAME_MAX - COURIER_HEAD) {
        return FAULT_INPUT;
    }
    *ret = COURIER_HEAD + (size_t)len;
    return FAULT_NONE;
}

static bool take(Str *rest, void *to, size_t len)
{
    if (rest->len < len) {
        return false;
    }
    memcpy(to, rest->at, len);
    *rest = str_slice(*rest, len, rest->len);
    return true;
}

static bool take_text(Str *rest, Str *ret)
{
    uint32_t len;

    if (!take(rest, &len, sizeof len) || rest->len < len) {
        return false;
    }
    *ret = str_slice(*rest, 0, len);
    *rest = str_slice(*rest, len, rest->len);
    return true;
}

Fault courier_read(Str frame, CourierMessage *ret)
{
    CourierMessage m = { 0 };
    size_t len;

    TRY(courier_frame(frame, &len));
    if (len != frame.len) {
        return FAULT_INPUT;
    }
    m.kind = (CourierKind)frame.at[AT_KIND];
    m.text_count = (uint8_t)frame.at[AT_TEXTS];
    memcpy(&m.ticket, frame.at + AT_TICKET, sizeof m.ticket);
    Str rest = str_slice(frame, COURIER_HEAD, frame.len);
    for (size_t i = 0; i < shapes[m.kind].numbers; i++) {
        if (!take(&rest, &m.numbers[i], NUMBER)) {
            return FAULT_INPUT;
        }
    }
    for (size_t i = 0; i < m.text_count; i++) {
        if (!take_text(&rest, &m.texts[i])) {
            return FAULT_INPUT;
        }
    }
    if (rest.len > 0) {
        return FAULT_INPUT;
    }
    *ret = m;
    return FAULT_NONE;
}

static size_t size_of(const CourierMessage *m)
{
    size_t size = COURIER_HEAD + NUMBER * (size_t)shapes[m->kind].numbers;

    for (size_t i = 0; i < m->text_count; i++) {
        size_t len = m->texts[i].len;
        size += LENGTH + (len < COURIER_FRAME_MAX ? len : COURIER_FRAME_MAX);
    }
    return size;
}

Fault courier_write(Arena *mem, const CourierMessage *m, Str *ret)
{
    size_t size = size_of(m);
    uint32_t len = (uint32_t)(size - COURIER_HEAD);
    char head[COURIER_HEAD] = { COURIER_VERSION, (char)m->kind, (char)shapes[m->kind].numbers,
                                (char)m->text_count };

    if (size > COURIER_FRAME_MAX) {
        return FAULT_LIMIT;
    }
    memcpy(head + AT_TICKET, &m->ticket, sizeof m->ticket);
    memcpy(head + AT_LEN, &len, sizeof len);
    char *at = arena_alloc(mem, size), *to = at;
    memcpy(to, head, COURIER_HEAD);
    to += COURIER_HEAD;
    memcpy(to, m->numbers, NUMBER * (size_t)shapes[m->kind].numbers);
    to += NUMBER * (size_t)shapes[m->kind].numbers;
    for (size_t i = 0; i < m->text_count; i++) {
        uint32_t one = (uint32_t)m->texts[i].len;
        memcpy(to, &one, sizeof one);
        if (one > 0) {
            memcpy(to + LENGTH, m->texts[i].at, one);
        }
        to += LENGTH + one;
    }
    *ret = (Str){ at, size };
    return FAULT_NONE;
}

Fault courier_send(int fd, const CourierMessage *m)
{
    SCOPED(arena_done) Arena mem = { 0 };
    Str frame;

    TRY(courier_write(&mem, m, &frame));
    return stream_send(fd, frame);
}

Fault courier_receive(int fd, Arena *mem, CourierMessage *ret)
{
    char head[COURIER_HEAD];
    size_t len;

    TRY(stream_receive(fd, head, sizeof head));
    TRY(courier_frame((Str){ head, sizeof head }, &len));
    char *at = arena_alloc(mem, len);
    memcpy(at, head, sizeof head);
    TRY(stream_receive(fd, at + COURIER_HEAD, len - COURIER_HEAD));
    return courier_read((Str){ at, len }, ret);
}
