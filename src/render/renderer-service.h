#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Answers on the socket until it closes. FALSE: the socket is not what it should be. */
gboolean renderer_service_run (int fd);

G_END_DECLS
