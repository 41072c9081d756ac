/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-error.h"

#include "render-error-private.h"

#define ERROR_PREFIX "org.cabinetdep.Cabinet.Renderer.Error."

static const GDBusErrorEntry entries[] = {
  { RENDER_ERROR_UNSUPPORTED, ERROR_PREFIX "Unsupported" },
  { RENDER_ERROR_DAMAGED, ERROR_PREFIX "Damaged" },
  { RENDER_ERROR_ENCRYPTED, ERROR_PREFIX "Encrypted" },
  { RENDER_ERROR_NO_MEMORY, ERROR_PREFIX "NoMemory" },
  { RENDER_ERROR_TIMED_OUT, ERROR_PREFIX "TimedOut" },
  { RENDER_ERROR_CRASHED, ERROR_PREFIX "Crashed" },
  { RENDER_ERROR_PAGE_REFUSED, ERROR_PREFIX "PageRefused" },
  { RENDER_ERROR_UNAVAILABLE, ERROR_PREFIX "Unavailable" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (entries) == RENDER_ERROR_UNAVAILABLE + 1);

static const char *
sentence_for (RenderError code)
{
  switch (code)
    {
    case RENDER_ERROR_UNSUPPORTED:
      return "Documents of this kind cannot be shown.";
    case RENDER_ERROR_DAMAGED:
      return "The document is damaged and cannot be shown.";
    case RENDER_ERROR_ENCRYPTED:
      return "The document is protected by a password.";
    case RENDER_ERROR_NO_MEMORY:
      return "The page is too large to be drawn.";
    case RENDER_ERROR_TIMED_OUT:
      return "It takes too long to draw this page.";
    case RENDER_ERROR_CRASHED:
      return "The document could not be drawn.";
    case RENDER_ERROR_PAGE_REFUSED:
      return "This page cannot be shown. The other pages can.";
    case RENDER_ERROR_UNAVAILABLE:
      return "The program that draws documents could not be started.";
    default:
      g_return_val_if_reached ("");
    }
}

GQuark
render_error_quark (void)
{
  static gsize quark;

  g_dbus_error_register_error_domain ("render-error-quark", &quark, entries, G_N_ELEMENTS (entries));

  return (GQuark) quark;
}

GError *
render_error_new (RenderError code)
{
  return g_error_new_literal (RENDER_ERROR, code, sentence_for (code));
}
