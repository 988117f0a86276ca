#include "web/qr.h"

#include <qrencode.h>

enum { QUIET = 4, SVG_MAX = 64 * 1024 };

static void code_free(QRcode **code)
{
    QRcode_free(*code);
}

/* One run of dark modules: "M x y h n v1 h-n z", as one path for all. */
static void row(Buf *out, const QRcode *code, int y)
{
    int x = 0;

    while (x < code->width) {
        int from = x;
        while (x < code->width && (code->data[y * code->width + x] & 1)) {
            x++;
        }
        if (x > from) {
            buf_addf(out, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from);
        } else {
            x++;
        }
    }
}

Html qr_svg(Arena *mem, Str text, Str label)
{
    SCOPED(code_free) QRcode *code =
        QRcode_encodeString8bit(str_c(mem, text), 0, QR_ECLEVEL_M);
    Buf out = buf_new(mem, SVG_MAX);

    if (!code) {
        return (Html){ 0 };
    }
    int side = code->width + 2 * QUIET;
    buf_addf(&out, "<svg class=\"qr\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", side,
             side);
    html_text(&out, label);
    buf_addf(&out, "\"><path fill=\"#fff\" d=\"M0 0h%dv%dh-%dz\"/><path d=\"", side, side, side);
    for (int y = 0; y < code->width; y++) {
        row(&out, code, y);
    }
    buf_add(&out, STR("\"/></svg>"));
    return (Html){ buf_str(&out) };
}
