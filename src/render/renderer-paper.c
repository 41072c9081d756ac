/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-paper.h"

#include "renderer-cda.h"
#include "renderer-fhir.h"

struct _RendererPaper
{
  GObject parent_instance;

  GVariant *content; /* (owned) */
};

static void renderer_paper_document_iface_init (RendererDocumentInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RendererPaper, renderer_paper, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RENDERER_TYPE_DOCUMENT, renderer_paper_document_iface_init))

static guint
renderer_paper_get_n_pages (RendererDocument *document)
{
  return 1;
}

static char *
renderer_paper_dup_title (RendererDocument *document)
{
  return NULL;
}

static gboolean
renderer_paper_get_page_size (RendererDocument *document,
                              guint             page,
                              double           *width,
                              double           *height)
{
  return FALSE;
}

static gboolean
renderer_paper_render (RendererDocument   *document,
                       const RendererView *view,
                       guint8             *pixels,
                       GError            **error)
{
  return TRUE;
}

/* Everything it says, for whoever reads a document before it is deposited. */
static char *
renderer_paper_dup_text (RendererDocument *document,
                         guint             page)
{
  RendererPaper *self = RENDERER_PAPER (document);
  GString       *text = g_string_new (NULL);
  gsize          n = g_variant_n_children (self->content);

  for (gsize i = 0; i < n; i++)
    {
      const char *words;

      g_variant_get_child (self->content, i, "(uuu&s&s@ay)", NULL, NULL, NULL, &words, NULL, NULL);
      if (*words != '\0')
        g_string_append_printf (text, "%s\n", words);
    }

  return g_string_free (text, FALSE);
}

static GVariant *
renderer_paper_dup_content (RendererDocument *document)
{
  return g_variant_ref (RENDERER_PAPER (document)->content);
}

static void
renderer_paper_document_iface_init (RendererDocumentInterface *iface)
{
  iface->get_n_pages = renderer_paper_get_n_pages;
  iface->dup_title = renderer_paper_dup_title;
  iface->get_page_size = renderer_paper_get_page_size;
  iface->render = renderer_paper_render;
  iface->dup_text = renderer_paper_dup_text;
  iface->dup_content = renderer_paper_dup_content;
}

static void
renderer_paper_finalize (GObject *object)
{
  g_clear_pointer (&RENDERER_PAPER (object)->content, g_variant_unref);

  G_OBJECT_CLASS (renderer_paper_parent_class)->finalize (object);
}

static void
renderer_paper_class_init (RendererPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = renderer_paper_finalize;
}

static void
renderer_paper_init (RendererPaper *self)
{
}

gboolean
renderer_paper_can_read (GBytes     *bytes,
                         const char *content_type)
{
  return renderer_fhir_is (bytes) || renderer_cda_is (bytes);
}

RendererDocument *
renderer_paper_new (GBytes     *bytes,
                    const char *content_type,
                    GError    **error)
{
  g_autoptr(RendererPaper) self = NULL;
  g_autoptr(RendererBlocks) blocks = renderer_blocks_new ();
  gboolean read = renderer_fhir_is (bytes) ? renderer_fhir_read (blocks, bytes, error) : renderer_cda_read (blocks, bytes, error);

  if (!read)
    return NULL;

  self = g_object_new (RENDERER_TYPE_PAPER, NULL);
  self->content = g_variant_ref_sink (renderer_blocks_end (blocks));

  return RENDERER_DOCUMENT (g_steal_pointer (&self));
}
