/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-guide.h"
#include "render-test-support.h"

#include <string.h>

static void
test_chapters (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_book ();
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  g_autoptr(RenderGuide) guide = render_test_get_guide (document, NULL);
  const RenderChapter *chapter;

  g_assert_cmpuint (render_guide_get_n_chapters (guide), ==, 3);
  chapter = render_guide_get_chapter (guide, 0);
  g_assert_cmpstr (chapter->title, ==, "Début");
  g_assert_cmpuint (chapter->page, ==, 0);
  g_assert_cmpuint (chapter->level, ==, 0);
  chapter = render_guide_get_chapter (guide, 1);
  g_assert_cmpstr (chapter->title, ==, "Résultats");
  g_assert_cmpuint (chapter->page, ==, 2);
  chapter = render_guide_get_chapter (guide, 2);
  g_assert_cmpuint (chapter->level, ==, 1);
  g_assert_cmpuint (chapter->page, ==, 3);

  /* pages call themselves */
  g_assert_cmpstr (render_guide_get_label (guide, 0), ==, "i");
  g_assert_cmpstr (render_guide_get_label (guide, 1), ==, "ii");
}

static void
test_links (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_book ();
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  g_autoptr(RenderLinks) links = render_test_get_links (document, 0, NULL);
  g_autoptr(RenderLinks) none = render_test_get_links (document, 1, NULL);
  const RenderLink *link;

  /* the places are counted from the top, as everything else here */
  link = render_links_at (links, 110, 210);
  g_assert_nonnull (link);
  g_assert_cmpuint (link->page, ==, 2);
  g_assert_cmpstr (link->uri, ==, "");
  link = render_links_at (links, 110, 310);
  g_assert_nonnull (link);
  g_assert_cmpuint (link->page, ==, G_MAXUINT);
  g_assert_cmpstr (link->uri, ==, "https://nowhere.invalid/leaflet");
  g_assert_null (render_links_at (links, 110, 410));
  g_assert_null (render_links_at (links, 10, 10));
  g_assert_cmpuint (render_links_get_n (links), ==, 2);
  g_assert_cmpuint (render_links_get_n (none), ==, 0);
}

/* A picture has neither. */
static void
test_none (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_scan (40, 50);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  g_autoptr(RenderGuide) guide = render_test_get_guide (document, NULL);

  g_assert_cmpuint (render_guide_get_n_chapters (guide), ==, 0);
  g_assert_null (render_guide_get_label (guide, 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/guide/chapters", test_chapters);
  g_test_add_func ("/render/guide/links", test_links);
  g_test_add_func ("/render/guide/none", test_none);

  return render_test_run ();
}
