/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-content-private.h"

struct _RecordContent
{
  GObject parent_instance;

  RecordBody     *body;         /* (owned) */
  char           *content_type; /* (owned) */
  char           *charset;      /* (owned) (nullable) */
  RecordIntegrity integrity;
};

G_DEFINE_FINAL_TYPE (RecordContent, record_content, G_TYPE_OBJECT)

static void
record_content_finalize (GObject *object)
{
  RecordContent *self = RECORD_CONTENT (object);

  g_clear_object (&self->body);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->charset, g_free);

  G_OBJECT_CLASS (record_content_parent_class)->finalize (object);
}

static void
record_content_class_init (RecordContentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = record_content_finalize;
}

static void
record_content_init (RecordContent *self)
{
}

static RecordContent *
content_new (RecordBody     *body,
             const char     *content_type,
             const char     *charset,
             RecordIntegrity integrity)
{
  RecordContent *self = g_object_new (RECORD_TYPE_CONTENT, NULL);

  self->body = g_object_ref (body);
  self->content_type = g_strdup (content_type != NULL ? content_type : "");
  self->charset = g_strdup (charset);
  self->integrity = integrity;

  return self;
}

RecordContent *
record_content_new (GBytes         *bytes,
                    const char     *content_type,
                    const char     *charset,
                    RecordIntegrity integrity)
{
  g_autoptr(RecordBody) body = record_body_new (bytes);

  return content_new (body, content_type, charset, integrity);
}

RecordContent *
record_content_new_local (RecordBody *body,
                          const char *content_type)
{
  g_return_val_if_fail (RECORD_IS_BODY (body), NULL);

  return content_new (body, content_type, NULL, RECORD_INTEGRITY_UNCHECKED);
}

RecordBody *
record_content_get_body (RecordContent *self)
{
  g_return_val_if_fail (RECORD_IS_CONTENT (self), NULL);

  return self->body;
}

GBytes *
record_content_get_bytes (RecordContent *self)
{
  g_return_val_if_fail (RECORD_IS_CONTENT (self), NULL);

  return record_body_peek_bytes (self->body);
}

const char *
record_content_get_content_type (RecordContent *self)
{
  g_return_val_if_fail (RECORD_IS_CONTENT (self), "");

  return self->content_type;
}

const char *
record_content_get_charset (RecordContent *self)
{
  g_return_val_if_fail (RECORD_IS_CONTENT (self), NULL);

  return self->charset;
}

RecordIntegrity
record_content_get_integrity (RecordContent *self)
{
  g_return_val_if_fail (RECORD_IS_CONTENT (self), RECORD_INTEGRITY_UNCHECKED);

  return self->integrity;
}
