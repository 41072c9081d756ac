#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Parameters of a query or form body in the order they came, decoded. */
typedef struct
{
  char *name;
  char *value;
} SandboxParameter;

typedef struct
{
  GPtrArray *parameters;    /* (element-type SandboxParameter) */
  gboolean   has_raw_bar;   /* a `|` stood there unencoded (R-ID-9, R-ID-10) */
  gboolean   is_broken;     /* percent signs or UTF-8 that decode to nothing */
} SandboxForm;

SandboxForm            *sandbox_form_parse (const char *text);    /* @text nullable */
void                    sandbox_form_free  (SandboxForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxForm, sandbox_form_free)

guint                   sandbox_form_n     (const SandboxForm *self);
const SandboxParameter *sandbox_form_nth   (const SandboxForm *self, guint position);
/* The first of that name, or NULL. */
const char             *sandbox_form_get   (const SandboxForm *self, const char *name);
guint                   sandbox_form_count (const SandboxForm *self, const char *name);

G_END_DECLS
