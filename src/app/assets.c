#include "app/assets.h"

#include "asset_files.h" /* made by the build: where the files are */
#include "seal/token.h"
#include "web/web.h"

/* The bytes of a file of src/web/assets, between two symbols. */
#define EMBED(symbol, file)                                                            \
    __asm__(".pushsection .rodata\n" #symbol "_begin:\n.incbin \"" ASSETS_DIR "/" file \
            "\"\n" #symbol "_end:\n.byte 0\n.popsection\n");                           \
    extern const char symbol##_begin[], symbol##_end[];

EMBED(asset_style, "cafeia.css")
EMBED(asset_script, "cafeia.js")
EMBED(asset_logo, "logo.svg")
EMBED(asset_icon, "favicon.svg")

typedef struct Asset {
    const char *stem, *ending, *type, *begin, *end;
    Str name; /* "cafeia.0123456789.css" */
    HttpPage *page;
} Asset;

/* clang-format off */
static Asset assets[] = {
    { "cafeia",  "css", "text/css; charset=utf-8",        asset_style_begin,  asset_style_end,  { 0 }, NULL },
    { "cafeia",  "js",  "text/javascript; charset=utf-8", asset_script_begin, asset_script_end, { 0 }, NULL },
    { "logo",    "svg", "image/svg+xml",                  asset_logo_begin,   asset_logo_end,   { 0 }, NULL },
    { "favicon", "svg", "image/svg+xml",                  asset_icon_begin,   asset_icon_end,   { 0 }, NULL },
};
/* clang-format on */

enum { HASH_DIGITS = 10 };

static HttpPage *page_of(const Asset *a, Arena *mem, Str content)
{
    Reply rp = {
        .status = 200,
        .type = a->type,
        .fixed = content,
        .etag = str_format(mem, "\"%.*s\"", STR_ARG(a->name)),
        .cache_control = STR("public, max-age=31536000, immutable"),
    };

    http_header(&rp, "X-Content-Type-Options", STR("nosniff"));
    http_header(&rp, "Content-Security-Policy", STR("default-src 'none'; style-src 'self'"));
    http_header(&rp, "Cross-Origin-Resource-Policy", STR("cross-origin"));
    http_header(&rp, "Referrer-Policy", STR("same-origin"));
    return http_page_new(&rp);
}

static Str open_one(Arena *mem, Asset *a)
{
    Str content = { a->begin, (size_t)(a->end - a->begin) };
    Str hash = seal_hex(mem, content, HASH_DIGITS);

    a->name = str_format(mem, "%s.%.*s.%s", a->stem, STR_ARG(hash), a->ending);
    a->page = page_of(a, mem, content);
    return str_format(mem, "/a/%.*s", STR_ARG(a->name));
}

void assets_open(Arena *mem, Site *ret)
{
    ret->assets.style = open_one(mem, &assets[0]);
    ret->assets.script = open_one(mem, &assets[1]);
    ret->assets.logo = open_one(mem, &assets[2]);
    ret->assets.icon = open_one(mem, &assets[3]);
}

void assets_close(void)
{
    for (size_t i = 0; i < COUNT(assets); i++) {
        http_page_drop(&assets[i].page);
    }
}

Fault assets_web(Work *w, const Request *rq, Reply *rp)
{
    (void)w;
    for (size_t i = 0; i < COUNT(assets); i++) {
        if (str_eq(assets[i].name, web_arg(rq, 0))) {
            rp->page = http_page_hold(assets[i].page);
            return FAULT_NONE;
        }
    }
    return FAULT_ABSENT;
}
