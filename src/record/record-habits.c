/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-habits.h"

#define KEY "deposit-habits"
#define TYPE "a(ssu)" /* set, code, how often; the last chosen first */
#define MOST_LISTED 8
#define MOST_KEPT 200
#define FORGET_AT 50 /* of one code: then all are halved, so that new habits can form */

typedef struct
{
  char *set;  /* (owned) */
  char *code; /* (owned) */
  guint n;
} Habit;

struct _RecordHabits
{
  GObject parent_instance;

  GSettings *settings; /* (owned) (nullable) */
  GPtrArray *habits;   /* (owned) of Habit, the last chosen first */
};

G_DEFINE_FINAL_TYPE (RecordHabits, record_habits, G_TYPE_OBJECT)

static void
habit_free (gpointer data)
{
  Habit *habit = data;

  g_free (habit->set);
  g_free (habit->code);
  g_free (habit);
}

static Habit *
habit_new (const char *set,
           const char *code,
           guint       n)
{
  Habit *habit = g_new0 (Habit, 1);

  habit->set = g_strdup (set);
  habit->code = g_strdup (code);
  habit->n = n;

  return habit;
}

/* g_settings_new() would end the program where the schema is missing. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, CABINET_APP_ID, TRUE) : NULL;

  return schema != NULL && g_settings_schema_has_key (schema, KEY) ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
read_settings (RecordHabits *self)
{
  g_autoptr(GVariantIter) iter = NULL;
  const char *set;
  const char *code;
  guint       n;

  g_settings_get (self->settings, KEY, TYPE, &iter);
  while (self->habits->len < MOST_KEPT && g_variant_iter_next (iter, "(&s&su)", &set, &code, &n))
    g_ptr_array_add (self->habits, habit_new (set, code, MIN (n, FORGET_AT)));
}

static void
write_settings (RecordHabits *self)
{
  GVariantBuilder builder;

  if (self->settings == NULL)
    return;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (TYPE));
  for (guint i = 0; i < self->habits->len; i++)
    {
      Habit *habit = g_ptr_array_index (self->habits, i);

      g_variant_builder_add (&builder, "(ssu)", habit->set, habit->code, habit->n);
    }
  g_settings_set (self->settings, KEY, TYPE, &builder);
}

static void
record_habits_finalize (GObject *object)
{
  RecordHabits *self = RECORD_HABITS (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->habits, g_ptr_array_unref);

  G_OBJECT_CLASS (record_habits_parent_class)->finalize (object);
}

static void
record_habits_class_init (RecordHabitsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = record_habits_finalize;
}

static void
record_habits_init (RecordHabits *self)
{
  self->habits = g_ptr_array_new_with_free_func (habit_free);
}

RecordHabits *
record_habits_new (void)
{
  RecordHabits *self = g_object_new (RECORD_TYPE_HABITS, NULL);

  self->settings = open_settings ();
  if (self->settings != NULL)
    read_settings (self);

  return self;
}

/* Takes it out of its place; it counts one more. */
static Habit *
steal (RecordHabits *self,
       const char   *set,
       const char   *code)
{
  for (guint i = 0; i < self->habits->len; i++)
    {
      Habit *habit = g_ptr_array_index (self->habits, i);

      if (g_str_equal (habit->set, set) && g_str_equal (habit->code, code))
        return g_ptr_array_steal_index (self->habits, i);
    }

  return habit_new (set, code, 0);
}

void
record_habits_note (RecordHabits *self,
                    const char   *set,
                    ModelCoding  *coding)
{
  Habit *habit;

  g_return_if_fail (RECORD_IS_HABITS (self));

  if (coding == NULL)
    return;

  habit = steal (self, set, model_coding_get_code (coding));
  habit->n++;
  g_ptr_array_insert (self->habits, 0, habit);
  if (habit->n > FORGET_AT)
    for (guint i = 0; i < self->habits->len; i++)
      ((Habit *) g_ptr_array_index (self->habits, i))->n /= 2;
  if (self->habits->len > MOST_KEPT)
    g_ptr_array_set_size (self->habits, MOST_KEPT);
  write_settings (self);
}

static int
compare_n (gconstpointer a,
           gconstpointer b)
{
  const Habit *left = *(Habit *const *) a;
  const Habit *right = *(Habit *const *) b;

  return (right->n > left->n) - (right->n < left->n);
}

char **
record_habits_list (RecordHabits *self,
                    const char   *set)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  g_autoptr(GStrvBuilder) codes = g_strv_builder_new ();

  g_return_val_if_fail (RECORD_IS_HABITS (self), NULL);

  for (guint i = 0; i < self->habits->len; i++)
    if (g_str_equal (((Habit *) g_ptr_array_index (self->habits, i))->set, set))
      g_ptr_array_add (found, g_ptr_array_index (self->habits, i));
  g_ptr_array_sort (found, compare_n);
  for (guint i = 0; i < MIN (found->len, MOST_LISTED); i++)
    g_strv_builder_add (codes, ((Habit *) g_ptr_array_index (found, i))->code);

  return g_strv_builder_end (codes);
}

const char *
record_habits_get_last (RecordHabits *self,
                        const char   *set)
{
  g_return_val_if_fail (RECORD_IS_HABITS (self), NULL);

  for (guint i = 0; i < self->habits->len; i++)
    {
      const Habit *habit = g_ptr_array_index (self->habits, i);

      if (g_str_equal (habit->set, set))
        return habit->code;
    }

  return NULL;
}
