/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-faults.h"

#include <string.h>

/* A switch is a number, a yes or no, or one of a few words whose position is the value. */
typedef struct
{
  const char        *name;
  gsize              offset;
  const char *const *words; /* (nullable) */
  gint64             minimum;
  gint64             maximum;
  gint64             fallback;
} Switch;

static const char *const hash_words[] = { "right", "hex", "wrong", "none", NULL };
static const char *const drop_words[] = { "never", "start", "body", "request", "answer", NULL };
static const char *const body_words[] = { "right", "garbage", "notbundle", "cut", "huge", NULL };
static const char *const level_words[] = { "policy", "normal", "restricted", "secret", NULL };
static const char *const flow_words[] = { "identity-first", "brokered", NULL };
static const char *const expert_words[] = { "right", "old", "other-patient", "other-question", "refuses", "redirect", NULL };
static const char *const mode_words[] = { "ch-epr-fhir-5", "mag", NULL };

#define SWITCH(name, member, ...)                              \
  {                                                            \
    name, G_STRUCT_OFFSET (SandboxFaults, member), __VA_ARGS__ \
  }

static const Switch switches[] = {
  SWITCH ("deny", deny, NULL, 401, 403, 403),
  SWITCH ("token.ttl", token_ttl, NULL, 0, 86400, 300),
  SWITCH ("token.opaque", token_opaque, NULL, 0, 1, 0),
  SWITCH ("page.size", page_size, NULL, 0, 10000, 0),
  SWITCH ("find.community_down", community_down, NULL, 0, 1, 0),
  SWITCH ("find.foreign_url", foreign_url, NULL, 0, 1, 0),
  SWITCH ("find.sloppy", sloppy, NULL, 0, 1, 0),
  SWITCH ("hash", hash, hash_words, 0, 0, 0),
  SWITCH ("match.always_too_many", too_many, NULL, 0, 1, 0),
  SWITCH ("policy.provide_level", provide_level, level_words, 0, 0, 0),
  SWITCH ("provide.lost_answer", provide_lost_answer, NULL, 0, 1, 0),
  SWITCH ("provide.reorder", provide_reorder, NULL, 0, 1, 0),
  SWITCH ("provide.limit", provide_limit, NULL, 0, G_MAXINT64, 0),
  SWITCH ("provide.times", provide_times, NULL, 0, 1000000, 0),
  SWITCH ("strict", strict, NULL, 0, 1, 1),
  SWITCH ("flow", flow, flow_words, 0, 0, 0),
  SWITCH ("mode", mag, mode_words, 0, 0, 0),
  SWITCH ("clock.offset", clock_offset, NULL, -31536000, 31536000, 0),
  SWITCH ("expert", expert, expert_words, 0, 0, 0),
  SWITCH ("slow", slow, NULL, 0, 600000, 0),
  SWITCH ("speed", speed, NULL, 0, G_MAXINT32, 0),
  SWITCH ("drop_at", drop_at, NULL, 0, G_MAXINT64, 0),
  SWITCH ("drop", drop, drop_words, 0, 0, 0),
  SWITCH ("status", status, NULL, 0, 599, 0),
  SWITCH ("retry_after", retry_after, NULL, 0, 86400, 0),
  SWITCH ("body", body, body_words, 0, 0, 0),
  SWITCH ("times", times, NULL, 0, 1000000, 0),
};

static gint64 *
value_of (SandboxFaults *self,
          const Switch  *definition)
{
  return G_STRUCT_MEMBER_P (self, definition->offset);
}

static const Switch *
find_switch (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    if (strcmp (switches[i].name, name) == 0)
      return &switches[i];

  return NULL;
}

static gboolean
read_word (const char *const *words,
           JsonNode          *node,
           gint64            *value)
{
  const char *text = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

  for (guint i = 0; text != NULL && words[i] != NULL; i++)
    if (strcmp (words[i], text) == 0)
      {
        *value = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
read_value (const Switch *definition,
            JsonNode     *node,
            gint64       *value)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (definition->words != NULL)
    return read_word (definition->words, node, value);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    *value = json_node_get_boolean (node);
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    *value = json_node_get_int (node);
  else
    return FALSE;

  return *value >= definition->minimum && *value <= definition->maximum;
}

void
sandbox_faults_init (SandboxFaults *self)
{
  self->path = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    *value_of (self, &switches[i]) = switches[i].fallback;
}

void
sandbox_faults_clear (SandboxFaults *self)
{
  g_clear_pointer (&self->path, g_free);
}

gboolean
sandbox_faults_set (SandboxFaults *self,
                    JsonObject    *object,
                    char         **culprit)
{
  SandboxFaults  changed = *self;
  const char    *path = NULL;
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const Switch *definition = find_switch (name);

      if (strcmp (name, "path") == 0 && json_node_get_value_type (node) == G_TYPE_STRING)
        path = json_node_get_string (node);
      else if (definition == NULL || !read_value (definition, node, value_of (&changed, definition)))
        {
          *culprit = g_strdup (name);
          return FALSE;
        }
    }

  *self = changed;
  if (path != NULL)
    {
      g_free (self->path);
      self->path = g_strdup (path);
    }

  return TRUE;
}

JsonNode *
sandbox_faults_write (const SandboxFaults *self)
{
  g_autoptr(JsonObject) object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      gint64 value = *value_of ((SandboxFaults *) self, &switches[i]);

      if (switches[i].words != NULL)
        json_object_set_string_member (object, switches[i].name, switches[i].words[value]);
      else
        json_object_set_int_member (object, switches[i].name, value);
    }
  if (self->path != NULL)
    json_object_set_string_member (object, "path", self->path);

  return json_node_init_object (json_node_alloc (), object);
}

/* "/fhir$" is that path, "/fhir" all that begins so. */
static gboolean
concerns (const SandboxFaults *self,
          const char          *path)
{
  const char *wanted = self->path != NULL ? self->path : "/fhir";
  gsize       length = strlen (wanted);

  if (length > 0 && wanted[length - 1] == '$')
    return strlen (path) == length - 1 && strncmp (path, wanted, length - 1) == 0;

  return g_str_has_prefix (path, wanted);
}

SandboxWire
sandbox_faults_take (SandboxFaults *self,
                     const char    *path)
{
  SandboxWire wire = { 0 };

  if (self->slow == 0 && self->speed == 0 && self->drop == 0 && self->status == 0 && self->body == 0)
    return wire;
  if (!concerns (self, path))
    return wire;

  wire = (SandboxWire) { (guint) self->slow, (guint) self->speed, (SandboxDrop) self->drop, (guint64) self->drop_at,
                         (guint) self->status, (guint) self->retry_after, (SandboxBody) self->body };
  if (self->times > 0 && --self->times == 0)
    self->slow = self->speed = self->drop = self->status = self->body = 0;

  return wire;
}

static void
count_provide (SandboxFaults *self)
{
  if (self->provide_times > 0 && --self->provide_times == 0)
    self->provide_lost_answer = self->provide_reorder = self->provide_limit = 0;
}

SandboxProvideFaults
sandbox_faults_take_provide (SandboxFaults *self)
{
  SandboxProvideFaults faults = { self->provide_lost_answer != 0, self->provide_reorder != 0 };

  if (faults.lost_answer || faults.reorder)
    count_provide (self);

  return faults;
}

gboolean
sandbox_faults_take_limit (SandboxFaults *self,
                           guint64        length)
{
  if (self->provide_limit == 0 || length <= (guint64) self->provide_limit)
    return FALSE;

  count_provide (self);

  return TRUE;
}
