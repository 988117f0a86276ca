/* qr.h - a QR code as SVG (libqrencode, level M), black on white with its quiet
 * zone; empty when the text is too long. */
#ifndef WEB_QR_H
#define WEB_QR_H

#include "text/html.h"

Html qr_svg(Arena *mem, Str text, Str label);

#endif
