#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small generator (SplitMix64) whose numbers are the same on every machine for one seed: the
 * population of a seed is part of what tests and teachers rely on. */
typedef struct { guint64 state; } SandboxRandom;

static inline guint64
sandbox_random_next (SandboxRandom *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);

  return z ^ (z >> 31);
}

/* 0 … @n - 1 */
static inline guint
sandbox_random_below (SandboxRandom *self,
                      guint          n)
{
  return (guint) (((sandbox_random_next (self) >> 32) * n) >> 32);
}

/* 0 … @n - 1, the first far more often than the last, as family names are. */
static inline guint
sandbox_random_skewed (SandboxRandom *self,
                       guint          n)
{
  guint a = sandbox_random_below (self, n);
  guint b = sandbox_random_below (self, n);

  return (guint) ((guint64) a * b / n);
}

G_END_DECLS
