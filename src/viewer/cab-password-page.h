#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CAB_TYPE_PASSWORD_PAGE (cab_password_page_get_type ())

/* Asks for the password of a protected document. It is kept nowhere but in the entry, which is
 * emptied as soon as it was used.
 *
 * Signal "submit" (const char *password): Enter or the button. */
G_DECLARE_FINAL_TYPE (CabPasswordPage, cab_password_page, CAB, PASSWORD_PAGE, AdwBin)

GtkWidget *cab_password_page_new   (void);
/* Empties. @wrong: say that the last one was. */
void       cab_password_page_reset (CabPasswordPage *self, gboolean wrong);

G_END_DECLS
