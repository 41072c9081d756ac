#pragma once

#include <gio/gio.h>

#include "model-document.h"

G_BEGIN_DECLS

/* How the documents of one record hang together: which replaces which, and which was added to which, by
 * their relations, and the ids, entryUUIDs and uniqueIds that these name. What is not known here leads
 * nowhere. Documents are told apart as objects; a chain that bites its tail has an end. Main thread. */
typedef struct _RecordVersions RecordVersions;

RecordVersions *record_versions_new        (void);
void            record_versions_free       (RecordVersions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecordVersions, record_versions_free)

void            record_versions_add        (RecordVersions *self, ModelDocument *document);
void            record_versions_add_all    (RecordVersions *self, GListModel    *documents);   /* (nullable) */
void            record_versions_remove     (RecordVersions *self, ModelDocument *document);

/* The document of the same uniqueId, which may be of another loading. (transfer full) (nullable) */
ModelDocument  *record_versions_dup_same   (RecordVersions *self, ModelDocument *document);
/* What replaces @document, what it replaces. (transfer none) (nullable) */
ModelDocument  *record_versions_get_newer  (RecordVersions *self, ModelDocument *document);
ModelDocument  *record_versions_get_older  (RecordVersions *self, ModelDocument *document);
/* The last of those that replace it; @document itself when there is none. (transfer none) */
ModelDocument  *record_versions_get_newest (RecordVersions *self, ModelDocument *document);
/* What @document was added to, in the version it was added to. (transfer none) (nullable) */
ModelDocument  *record_versions_get_parent (RecordVersions *self, ModelDocument *document);
/* How many of its versions are newer than @document. */
guint           record_versions_get_age    (RecordVersions *self, ModelDocument *document);

/* Those that stand under another: what was replaced and what was added. (transfer container) of ModelDocument */
GPtrArray      *record_versions_dup_inner  (RecordVersions *self);
/* The document under which @document stands: the newest version of itself, or of what it was added to;
 * NULL when it stands for itself. (transfer none) (nullable) */
ModelDocument  *record_versions_get_leader (RecordVersions *self, ModelDocument *document);
/* What replaces @document, which is not, or not any more, among the documents itself. (transfer none) (nullable) */
ModelDocument  *record_versions_find_newer (RecordVersions *self, ModelDocument *document);

/* All versions of @document, newest first. (transfer full) of ModelDocument */
GListModel     *record_versions_list_history (RecordVersions *self, ModelDocument *document);
/* What was added to @document in any of its versions. (transfer full) of ModelDocument */
GListModel     *record_versions_list_added   (RecordVersions *self, ModelDocument *document);

G_END_DECLS
