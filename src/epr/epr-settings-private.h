#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The key files of a community in layers: its own, its profile's, and the profile that is the
 * default of them all. Reading checks; the message of an EPR_ERROR_SETTINGS names group and key. */
typedef struct _EprSettings EprSettings;

EprSettings *epr_settings_new         (GKeyFile *file, GError **error);
void         epr_settings_free        (EprSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EprSettings, epr_settings_free)

const char  *epr_settings_get_profile (EprSettings *self);
/* NULL when no layer has the key or its value is empty. (transfer full) (nullable) */
char        *epr_settings_dup         (EprSettings *self, const char *group, const char *key);
/* In the reader's language. */
char        *epr_settings_dup_locale  (EprSettings *self, const char *group, const char *key);
char       **epr_settings_dup_list    (EprSettings *self, const char *group, const char *key);
gboolean     epr_settings_has_group   (EprSettings *self, const char *group);

/* The following keep the first error in @error and go on with a default, so that a caller reads all
 * keys and looks once. */
gboolean     epr_settings_boolean     (EprSettings *self, const char *group, const char *key, GError **error);
guint64      epr_settings_number      (EprSettings *self, const char *group, const char *key, guint64 max, GError **error);
/* Position of the value in @choices (NULL-terminated). */
guint        epr_settings_choice      (EprSettings *self, const char *group, const char *key, const char *const *choices, GError **error);
char        *epr_settings_required    (EprSettings *self, const char *group, const char *key, GError **error);
/* An absolute http(s) address without query and final slash. (nullable) when absent */
char        *epr_settings_url         (EprSettings *self, const char *group, const char *key, gboolean allow_loopback_http, GError **error);
/* With urn:oid:. (nullable) when absent */
char        *epr_settings_oid         (EprSettings *self, const char *group, const char *key, GError **error);

void         epr_settings_fail        (GError **error, const char *group, const char *key, const char *what);

G_END_DECLS
