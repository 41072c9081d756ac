#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* A4, in points. */
#define PRINT_PAGE_WIDTH 595.276
#define PRINT_PAGE_HEIGHT 841.89

#define PRINT_TYPE_BOOK (print_book_get_type ())

/* Pages that are laid out: the same on the screen, on a printer and in a PDF. Immutable; any thread. Holds what is of the
 * patient, in memory only. */
G_DECLARE_FINAL_TYPE (PrintBook, print_book, PRINT, BOOK, GObject)

guint       print_book_get_n_pages (PrintBook  *self);
const char *print_book_get_title   (PrintBook  *self);
/* Some ten milliseconds at most for a page on the screen. @cairo: in points, the page's corner at its origin. */
void        print_book_draw_page   (PrintBook  *self,
                                    guint       page,
                                    cairo_t    *cairo);
/* What is written on a page, a line each, in the order in which it is read aloud. (transfer full) */
char       *print_book_dup_text    (PrintBook  *self,
                                    guint       page);
/* One PDF/A-2a and PDF/UA-1: tagged, with its fonts. Blocks: in a worker. G_IO_ERROR. (transfer full) */
GBytes     *print_book_write       (PrintBook  *self,
                                    GError    **error);
void        print_book_write_async (PrintBook           *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
GBytes     *print_book_write_finish (PrintBook          *self,
                                     GAsyncResult       *result,
                                     GError            **error);   /* (transfer full) */

G_END_DECLS
