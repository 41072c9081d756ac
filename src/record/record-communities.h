#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RECORD_TYPE_COMMUNITY (record_community_get_type ())

/* A community one can sign in to, as its settings file describes it. Immutable; settings stay
 * inside this room. */
G_DECLARE_FINAL_TYPE (RecordCommunity, record_community, RECORD, COMMUNITY, GObject)

RecordCommunity *record_community_new_from_file (const char *path, GError **error);

const char      *record_community_get_name     (RecordCommunity *self);  /* "CARA", "Training community" … */
const char      *record_community_get_id       (RecordCommunity *self);  /* stable, for settings */
gboolean         record_community_is_training  (RecordCommunity *self);
/* Whether people must sign in at all (a plain FHIR server without sign-in does not ask). */
gboolean         record_community_needs_sign_in (RecordCommunity *self);

/* Whether its file describes a technical user, who signs in without a person. */
gboolean         record_community_has_technical_user (RecordCommunity *self);

/* The largest document, in bytes, that it accepts. */
guint64          record_community_get_max_upload (RecordCommunity *self);
/* All presets that can be used as they are: those shipped, those of the administrator
 * (/etc/cabinet/communities) and the user's. (transfer full) of RecordCommunity */
GListModel      *record_communities_list       (void);

G_END_DECLS
