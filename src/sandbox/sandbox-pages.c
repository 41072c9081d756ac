/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-pages.h"

#define MAX_RESULTS 1000

struct _SandboxPages
{
  GHashTable *results; /* (owned) key → SandboxPage */
  GQueue     *order;   /* (owned) keys of results, oldest first, borrowed */
};

SandboxPages *
sandbox_pages_new (void)
{
  SandboxPages *self = g_new0 (SandboxPages, 1);

  self->results = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sandbox_page_unref);
  self->order = g_queue_new ();

  return self;
}

void
sandbox_pages_free (SandboxPages *self)
{
  if (self == NULL)
    return;

  g_queue_free (self->order);
  g_hash_table_unref (self->results);
  g_free (self);
}

void
sandbox_pages_clear (SandboxPages *self)
{
  g_queue_clear (self->order);
  g_hash_table_remove_all (self->results);
}

SandboxPage *
sandbox_page_new (const char *spid,
                  const char *address,
                  guint       page_size)
{
  SandboxPage *self = g_rc_box_new0 (SandboxPage);

  self->spid = g_strdup (spid);
  self->self = g_strdup (address);
  self->page_size = page_size;
  self->documents = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->warnings = g_ptr_array_new_with_free_func (g_free);

  return self;
}

static void
page_clear (gpointer data)
{
  SandboxPage *self = data;

  g_free (self->spid);
  g_free (self->self);
  g_array_unref (self->documents);
  g_ptr_array_unref (self->warnings);
}

SandboxPage *
sandbox_page_ref (SandboxPage *self)
{
  return g_rc_box_acquire (self);
}

void
sandbox_page_unref (SandboxPage *self)
{
  g_rc_box_release_full (self, page_clear);
}

char *
sandbox_pages_put (SandboxPages *self,
                   SandboxPage  *page)
{
  g_autofree char *text = sandbox_random_text (18);
  char            *key = g_strdup (text);

  if (g_queue_get_length (self->order) >= MAX_RESULTS)
    g_hash_table_remove (self->results, g_queue_pop_head (self->order));
  g_hash_table_insert (self->results, key, sandbox_page_ref (page));
  g_queue_push_tail (self->order, key);

  return g_steal_pointer (&text);
}

SandboxPage *
sandbox_pages_get (SandboxPages *self,
                   const char   *key)
{
  return g_hash_table_lookup (self->results, key);
}
