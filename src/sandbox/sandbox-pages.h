#pragma once

#include "sandbox-community.h"

G_BEGIN_DECLS

/* A result as it was when the search ran: its pages stay the same whatever happens (R-COM-16). */
typedef struct
{
  char   *spid;        /* (owned) whom a token must be for */
  char   *self;        /* (owned) address of the search */
  GArray *documents;   /* (owned) (element-type gint64) ids */
  guint   page_size;
  gboolean with_people; /* of the directory: the people of its roles come along */
  GPtrArray *warnings; /* (owned) (element-type char*) parameters that were ignored */
} SandboxPage;

SandboxPages      *sandbox_pages_new   (void);
void               sandbox_pages_free  (SandboxPages *self);
void               sandbox_pages_clear (SandboxPages *self);

SandboxPage       *sandbox_page_new    (const char *spid, const char *address, guint page_size);
void               sandbox_page_unref  (SandboxPage *self);
SandboxPage       *sandbox_page_ref    (SandboxPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxPage, sandbox_page_unref)

/* Keeps a reference of @page; the key to ask for it again. (transfer full) */
char              *sandbox_pages_put   (SandboxPages *self, SandboxPage *page);
/* (transfer none) (nullable): unknown, or so old that others took its place. */
SandboxPage       *sandbox_pages_get   (SandboxPages *self, const char *key);

G_END_DECLS
