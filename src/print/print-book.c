/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print-book-private.h"

#include "pdf-tags.h"

#include <cairo-pdf.h>

#define RULE_WIDTH 0.5 /* points */

struct _PrintBook
{
  GObject parent_instance;

  GPtrArray *pages;    /* (owned) (element-type GArray) of PrintItem */
  char      *title;    /* (owned) */
  char      *language; /* (owned) */
  char      *second;   /* (owned) (nullable) */
  char      *author;   /* (owned) (nullable) */
  GDateTime *created;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (PrintBook, print_book, G_TYPE_OBJECT)

void
print_item_clear (PrintItem *item)
{
  g_clear_pointer (&item->text, g_free);
}

static void
print_book_finalize (GObject *object)
{
  PrintBook *self = PRINT_BOOK (object);

  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->second, g_free);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->created, g_date_time_unref);

  G_OBJECT_CLASS (print_book_parent_class)->finalize (object);
}

static void
print_book_class_init (PrintBookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = print_book_finalize;
}

static void
print_book_init (PrintBook *self)
{
}

PrintBook *
print_book_new (const PrintBookInfo *info,
                GPtrArray           *pages)
{
  PrintBook *self = g_object_new (PRINT_TYPE_BOOK, NULL);

  self->pages = pages;
  self->title = g_strdup (info->title);
  self->language = g_strdup (info->language);
  self->second = g_strdup (info->second);
  self->author = g_strdup (info->author);
  self->created = g_date_time_ref (info->created);

  return self;
}

guint
print_book_get_n_pages (PrintBook *self)
{
  g_return_val_if_fail (PRINT_IS_BOOK (self), 0);

  return self->pages->len;
}

const char *
print_book_get_title (PrintBook *self)
{
  g_return_val_if_fail (PRINT_IS_BOOK (self), NULL);

  return self->title;
}

/* On paper and in files text stays text. On the screen cairo would move each letter to the next pixel, and words would fall
 * apart: there it is drawn as outlines. */
static gboolean
keeps_text (cairo_t *cairo)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_target (cairo));

  return type == CAIRO_SURFACE_TYPE_PDF || type == CAIRO_SURFACE_TYPE_PS || type == CAIRO_SURFACE_TYPE_SVG;
}

static void
draw_text (const PrintItem *item,
           cairo_t         *cairo)
{
  g_autoptr(PangoLayout) layout = print_text_new_layout (cairo, item->style);

  pango_layout_set_text (layout, item->text, -1);
  print_text_set_colour (cairo, item->style);
  cairo_move_to (cairo, item->x, item->y);
  if (keeps_text (cairo))
    {
      pango_cairo_show_layout_line (cairo, pango_layout_get_line_readonly (layout, 0));
      return;
    }

  pango_cairo_layout_line_path (cairo, pango_layout_get_line_readonly (layout, 0));
  cairo_fill (cairo);
}

static void
draw_rule (const PrintItem *item,
           cairo_t         *cairo)
{
  print_text_set_colour (cairo, item->style);
  cairo_set_line_width (cairo, RULE_WIDTH);
  cairo_move_to (cairo, item->x, item->y);
  cairo_rel_line_to (cairo, item->width, 0);
  cairo_stroke (cairo);
}

/* Tags may begin on one page and end on another: only a PDF of all pages has them. */
static void
draw (PrintBook *self,
      guint      page,
      cairo_t   *cairo,
      gboolean   tagged)
{
  GArray *items = g_ptr_array_index (self->pages, page);

  for (guint i = 0; i < items->len; i++)
    {
      const PrintItem *item = &g_array_index (items, PrintItem, i);

      if (item->kind == PRINT_ITEM_TEXT)
        draw_text (item, cairo);
      else if (item->kind == PRINT_ITEM_RULE)
        draw_rule (item, cairo);
      else if (tagged && item->kind == PRINT_ITEM_BEGIN)
        cairo_tag_begin (cairo, item->tag, NULL);
      else if (tagged)
        cairo_tag_end (cairo, item->tag);
    }
}

void
print_book_draw_page (PrintBook *self,
                      guint      page,
                      cairo_t   *cairo)
{
  g_return_if_fail (PRINT_IS_BOOK (self));
  g_return_if_fail (page < self->pages->len);

  draw (self, page, cairo, FALSE);
}

char *
print_book_dup_text (PrintBook *self,
                     guint      page)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GArray *items;

  g_return_val_if_fail (PRINT_IS_BOOK (self), NULL);
  g_return_val_if_fail (page < self->pages->len, NULL);

  items = g_ptr_array_index (self->pages, page);
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, PrintItem, i).kind == PRINT_ITEM_TEXT)
      g_string_append_printf (text, "%s\n", g_array_index (items, PrintItem, i).text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static cairo_status_t
take_bytes (void                *closure,
            const unsigned char *data,
            unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/* (nullable) */
static GBytes *
draw_all (PrintBook *self)
{
  GByteArray      *array = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (take_bytes, array, PRINT_PAGE_WIDTH, PRINT_PAGE_HEIGHT);
  cairo_t         *cairo = cairo_create (surface);
  g_autoptr(GBytes) bytes = NULL;
  gboolean drawn;

  for (guint i = 0; i < self->pages->len; i++)
    {
      draw (self, i, cairo, TRUE);
      cairo_show_page (cairo);
    }
  drawn = cairo_status (cairo) == CAIRO_STATUS_SUCCESS;
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  drawn = drawn && cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy (surface);
  bytes = g_byte_array_free_to_bytes (array);

  return drawn ? g_steal_pointer (&bytes) : NULL;
}

GBytes *
print_book_write (PrintBook *self,
                  GError   **error)
{
  g_autoptr(GBytes) drawn = NULL;
  GBytes *bytes = NULL;

  g_return_val_if_fail (PRINT_IS_BOOK (self), NULL);

  drawn = draw_all (self);
  if (drawn != NULL)
    {
      const PdfInfo info = { PDF_LEVEL_2A, self->title, self->language, self->author, self->created };

      bytes = pdf_tags_finish (drawn, &info, self->second);
    }
  if (bytes == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no PDF could be written");

  return bytes;
}

static void
write_in_worker (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = print_book_write (PRINT_BOOK (source), &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
print_book_write_async (PrintBook          *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PRINT_IS_BOOK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, print_book_write_async);
  g_task_run_in_thread (task, write_in_worker);
}

GBytes *
print_book_write_finish (PrintBook    *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, print_book_write_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
