#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CAB_TYPE_APPLICATION (cab_application_get_type ())

/* The program: options, the community to work with (the training community unless another is
 * configured), the renderers, the window and what can be done from anywhere.
 *
 * Actions, group "app": start, shortcuts, about, sign-out, quit. */
G_DECLARE_FINAL_TYPE (CabApplication, cab_application, CAB, APPLICATION, AdwApplication)

CabApplication *cab_application_new           (GApplicationFlags flags);
/* As the option --community: instead of what is configured. NULL: what is configured. */
void            cab_application_set_community (CabApplication *self, const char *path);

G_END_DECLS
