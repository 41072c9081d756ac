/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-guide.h"

#include "render-wire.h"

#include <string.h>

/* Where @action leads: from 1; 0: to no page. */
static guint32
page_of (PopplerDocument *document,
         PopplerAction   *action)
{
  PopplerDest *dest = action->type == POPPLER_ACTION_GOTO_DEST ? action->goto_dest.dest : NULL;
  PopplerDest *named = NULL;
  int          page = 0;

  if (dest != NULL && dest->type == POPPLER_DEST_NAMED && dest->named_dest != NULL)
    dest = named = poppler_document_find_dest (document, dest->named_dest);
  if (dest != NULL)
    page = dest->page_num;
  g_clear_pointer (&named, poppler_dest_free);

  return page >= 1 && page <= poppler_document_get_n_pages (document) ? (guint32) page : 0;
}

/* One line. (transfer full) */
static char *
dup_line (const char *text)
{
  g_autofree char *line = g_utf8_make_valid (text != NULL ? text : "", (gssize) strnlen (text != NULL ? text : "", RENDER_WIRE_MAX_TITLE));

  g_strdelimit (line, "\r\n\t", ' ');

  return g_strdup (g_strstrip (line));
}

static guint
put_chapters (GVariantBuilder  *chapters,
              PopplerDocument  *document,
              PopplerIndexIter *iter,
              guint             level,
              guint             n)
{
  do
    {
      PopplerAction    *action = poppler_index_iter_get_action (iter);
      PopplerIndexIter *child;
      g_autofree char  *title = NULL;

      if (action == NULL)
        continue;

      title = dup_line (action->any.title);
      g_variant_builder_add (chapters, "(uus)", (guint32) level, page_of (document, action), title);
      poppler_action_free (action);
      n++;
      child = level < RENDER_WIRE_MAX_LEVEL ? poppler_index_iter_get_child (iter) : NULL;
      if (child != NULL)
        n = put_chapters (chapters, document, child, level + 1, n);
      g_clear_pointer (&child, poppler_index_iter_free);
    }
  while (n < RENDER_WIRE_MAX_CHAPTERS && poppler_index_iter_next (iter));

  return n;
}

/* None when all are called by their number. */
static void
put_labels (GVariantBuilder *labels,
            PopplerDocument *document)
{
  int      n = poppler_document_get_n_pages (document);
  gboolean any = FALSE;
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < n && i < RENDER_WIRE_MAX_LABELS; i++)
    {
      PopplerPage     *page = poppler_document_get_page (document, i);
      g_autofree char *label = page != NULL ? poppler_page_get_label (page) : NULL;
      g_autofree char *number = g_strdup_printf ("%d", i + 1);
      char            *line = label != NULL && strcmp (label, number) != 0 ? dup_line (label) : g_strdup ("");

      g_clear_object (&page);
      any = any || *line != '\0';
      g_ptr_array_add (all, line);
    }

  for (int i = 0; any && i < n; i++)
    g_variant_builder_add (labels, "s", i < (int) all->len ? (const char *) all->pdata[i] : "");
}

GVariant *
renderer_guide_read (PopplerDocument *document)
{
  PopplerIndexIter *iter = poppler_index_iter_new (document);
  GVariantBuilder   chapters, labels;

  g_variant_builder_init (&chapters, G_VARIANT_TYPE ("a(uus)"));
  g_variant_builder_init (&labels, G_VARIANT_TYPE ("as"));
  if (iter != NULL)
    put_chapters (&chapters, document, iter, 0, 0);
  g_clear_pointer (&iter, poppler_index_iter_free);
  put_labels (&labels, document);

  return g_variant_new ("(a(uus)as)", &chapters, &labels);
}

GVariant *
renderer_guide_links (PopplerDocument *document,
                      PopplerPage     *page)
{
  GList          *mappings = poppler_page_get_link_mapping (page);
  GVariantBuilder links;
  double          height;
  guint           n = 0;

  g_variant_builder_init (&links, G_VARIANT_TYPE ("a(ddddus)"));
  poppler_page_get_size (page, NULL, &height);
  for (GList *l = mappings; l != NULL && n < RENDER_WIRE_MAX_LINKS; l = l->next)
    {
      PopplerLinkMapping *mapping = l->data;
      guint32             target = mapping->action != NULL ? page_of (document, mapping->action) : 0;
      const char         *uri = mapping->action != NULL && mapping->action->type == POPPLER_ACTION_URI ? mapping->action->uri.uri : NULL;
      gboolean            outside = uri != NULL && g_utf8_validate (uri, -1, NULL) && strlen (uri) <= RENDER_WIRE_MAX_URI &&
                         (g_str_has_prefix (uri, "https://") || g_str_has_prefix (uri, "http://") || g_str_has_prefix (uri, "mailto:"));

      if (target == 0 && !outside)
        continue;
      g_variant_builder_add (&links, "(ddddus)", mapping->area.x1, height - mapping->area.y2, mapping->area.x2, height - mapping->area.y1,
                             target, target == 0 ? uri : "");
      n++;
    }
  poppler_page_free_link_mapping (mappings);

  return g_variant_builder_end (&links);
}
