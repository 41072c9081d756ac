/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be chosen, and what a choice brings with it. */
#include "config.h"

#include "record-entry-draft-private.h"

#include "epr-vaccine-terms.h"
#include "record-vaccine-labels.h"

#define UCUM "http://unitsofmeasure.org"

/* In the order in which they are offered. */
static const char *const codes[][5] = {
  [MODEL_CLINICAL_VACCINATION] = { "vaccine", "immunoglobulin", "vaccine-generic", "vaccine-historic" },
  [MODEL_CLINICAL_BASIC_IMMUNIZATION] = { "basic-immunization" },
  [MODEL_CLINICAL_ALLERGY] = { "adverse-event" },
  [MODEL_CLINICAL_ILLNESS] = { "past-illness" },
  [MODEL_CLINICAL_MEDICAL_PROBLEM] = { "medical-problem" },
  [MODEL_CLINICAL_SEROLOGY] = { "serology" },
};

/* Units of antibodies in blood, after the one that is usual. */
static const char *const units[] = { "[iU]/L", "[iU]/mL", "m[iU]/mL", "ug/mL", "g/L" };

ModelCoding *
record_entry_label (ModelCoding *coding)
{
  return coding != NULL ? model_coding_new (model_coding_get_system (coding), model_coding_get_code (coding), record_vaccine_label (coding))
                        : NULL;
}

gboolean
record_entry_is_same_code (ModelCoding *a,
                           ModelCoding *b)
{
  if (a == NULL || b == NULL || a == b)
    return a == b;

  return model_coding_get_code (a) != NULL && g_strcmp0 (model_coding_get_code (a), model_coding_get_code (b)) == 0 &&
         g_strcmp0 (model_coding_get_system (a), model_coding_get_system (b)) == 0;
}

static gboolean
is_same_code (gconstpointer a,
              gconstpointer b)
{
  return record_entry_is_same_code ((ModelCoding *) a, (ModelCoding *) b);
}

static void
add_array (GListStore *store,
           GPtrArray  *codings)
{
  for (guint i = 0; i < codings->len; i++)
    if (!g_list_store_find_with_equal_func (store, g_ptr_array_index (codings, i), is_same_code, NULL))
      g_list_store_append (store, g_ptr_array_index (codings, i));
}

static void
add_set (GListStore *store,
         const char *set)
{
  g_autoptr(GPtrArray) codings = epr_vaccine_terms_dup_set (set);

  g_list_store_splice (store, g_list_model_get_n_items (G_LIST_MODEL (store)), 0, codings->pdata, codings->len);
}

static void
add_unit (GListStore *store,
          const char *unit)
{
  g_autoptr(ModelCoding) coding = unit != NULL ? model_coding_new (UCUM, unit, unit) : NULL;

  if (coding != NULL && !g_list_store_find_with_equal_func (store, coding, is_same_code, NULL))
    g_list_store_append (store, coding);
}

static void
add_units (RecordEntryDraft *self,
           GListStore       *store)
{
  const char *test = self->codes[RECORD_ENTRY_CODE] != NULL ? model_coding_get_code (self->codes[RECORD_ENTRY_CODE]) : NULL;

  if (test != NULL)
    add_unit (store, epr_vaccine_terms_get_unit (test));
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    add_unit (store, units[i]);
}

/* Those of a booklet first. */
static void
add_diseases (GListStore *store)
{
  g_autoptr(GPtrArray) basic = epr_vaccine_terms_dup_group ("basic");
  g_autoptr(GPtrArray) other = epr_vaccine_terms_dup_group ("other");
  g_autoptr(GPtrArray) all = epr_vaccine_terms_dup_set ("disease");

  add_array (store, basic);
  add_array (store, other);
  add_array (store, all);
}

static const char *
set_of (RecordEntryDraft *self,
        RecordEntryField  field)
{
  gboolean allergy = self->kind == MODEL_CLINICAL_ALLERGY;

  switch (field)
    {
    case RECORD_ENTRY_ROUTE:
      return "vaccination-route";

    case RECORD_ENTRY_SITE:
      return "vaccination-site";

    case RECORD_ENTRY_REASON:
      return "vaccination-reason";

    case RECORD_ENTRY_CLINICAL_STATUS:
      return allergy ? "allergy-clinical-status" : "condition-clinical-status";

    case RECORD_ENTRY_TYPE:
      return "allergy-type";

    case RECORD_ENTRY_CATEGORY:
      return "allergy-category";

    case RECORD_ENTRY_CRITICALITY:
      return "allergy-criticality";

    case RECORD_ENTRY_SEVERITY:
      return allergy ? "reaction-severity" : "condition-severity";

    case RECORD_ENTRY_CODE:
    case RECORD_ENTRY_DATE:
    case RECORD_ENTRY_DISEASES:
    case RECORD_ENTRY_DOSE:
    case RECORD_ENTRY_LOT:
    case RECORD_ENTRY_EXPIRY:
    case RECORD_ENTRY_PERFORMER:
    case RECORD_ENTRY_END:
    case RECORD_ENTRY_VALUE:
    case RECORD_ENTRY_UNIT:
    case RECORD_ENTRY_COMMENT:
    case RECORD_N_ENTRY_FIELDS:
    default:
      return NULL;
    }
}

GListModel *
record_entry_draft_list_choices (RecordEntryDraft *self,
                                 RecordEntryField  field)
{
  GListStore *store = g_list_store_new (MODEL_TYPE_CODING);
  const char *set;

  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), G_LIST_MODEL (store));

  set = set_of (self, field);
  if (set != NULL)
    add_set (store, set);
  else if (field == RECORD_ENTRY_UNIT)
    add_units (self, store);
  else if (field == RECORD_ENTRY_DISEASES)
    add_diseases (store);
  for (guint i = 0; field == RECORD_ENTRY_CODE && codes[self->kind][i] != NULL; i++)
    add_set (store, codes[self->kind][i]);

  return G_LIST_MODEL (store);
}

GListModel *
record_entry_draft_get_diseases (RecordEntryDraft *self)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), NULL);

  return G_LIST_MODEL (self->diseases);
}

static void
touch_diseases (RecordEntryDraft *self)
{
  self->changed[RECORD_ENTRY_DISEASES] = self->touched = TRUE;
  record_entry_draft_emit (self, RECORD_ENTRY_DISEASES);
}

void
record_entry_draft_add_disease (RecordEntryDraft *self,
                                ModelCoding      *disease)
{
  g_return_if_fail (RECORD_IS_ENTRY_DRAFT (self));
  g_return_if_fail (MODEL_IS_CODING (disease));

  if (g_list_store_find_with_equal_func (self->diseases, disease, is_same_code, NULL))
    return;

  g_list_store_append (self->diseases, disease);
  touch_diseases (self);
}

void
record_entry_draft_remove_disease (RecordEntryDraft *self,
                                   ModelCoding      *disease)
{
  guint position;

  g_return_if_fail (RECORD_IS_ENTRY_DRAFT (self));
  g_return_if_fail (MODEL_IS_CODING (disease));

  if (!g_list_store_find_with_equal_func (self->diseases, disease, is_same_code, &position))
    return;

  g_list_store_remove (self->diseases, position);
  touch_diseases (self);
}

void
record_entry_draft_follow_product (RecordEntryDraft *self)
{
  ModelCoding *product = self->codes[RECORD_ENTRY_CODE];
  g_autoptr(GPtrArray) diseases = NULL;

  if (self->changed[RECORD_ENTRY_DISEASES])
    return;

  diseases = product != NULL ? epr_vaccine_terms_dup_diseases (model_coding_get_system (product), model_coding_get_code (product))
                             : g_ptr_array_new ();
  g_list_store_splice (self->diseases, 0, g_list_model_get_n_items (G_LIST_MODEL (self->diseases)), diseases->pdata, diseases->len);
}

/* A pack without a lot says nothing about the lot that is there, unless that was of another pack. */
static void
take_pack (RecordEntryDraft *self,
           const ModelGs1   *pack)
{
  g_autofree char *expiry = model_date_format (&pack->expiry);
  gboolean         other = *pack->gtin != '\0' && self->gtin != NULL && !g_str_equal (self->gtin, pack->gtin);

  if (other || *pack->lot != '\0')
    record_entry_draft_set_text (self, RECORD_ENTRY_LOT, pack->lot);
  if (other || *expiry != '\0')
    record_entry_draft_set_text (self, RECORD_ENTRY_EXPIRY, expiry);
}

static gboolean
is_among (GPtrArray   *products,
          ModelCoding *product)
{
  return product != NULL && g_ptr_array_find_with_equal_func (products, product, is_same_code, NULL);
}

ModelGs1Fault
record_entry_draft_take_scan (RecordEntryDraft *self,
                              const char       *text,
                              GPtrArray       **candidates)
{
  ModelDate     today = model_date_today ();
  ModelGs1      pack;
  ModelGs1Fault fault;
  g_autoptr(GPtrArray) products = NULL;

  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self) && self->kind == MODEL_CLINICAL_VACCINATION, MODEL_GS1_NOT_A_CODE);
  g_return_val_if_fail (text != NULL, MODEL_GS1_NOT_A_CODE);

  fault = model_gs1_parse (text, &today, &pack);
  if (fault != MODEL_GS1_GOOD)
    {
      if (candidates != NULL)
        *candidates = g_ptr_array_new_with_free_func (g_object_unref);
      return fault;
    }

  products = epr_vaccine_terms_find_gtin (pack.gtin);
  take_pack (self, &pack);
  if (*pack.gtin != '\0')
    {
      g_clear_pointer (&self->scanned, g_ptr_array_unref);
      self->scanned = g_ptr_array_ref (products);
      if (products->len == 1)
        record_entry_draft_set_code (self, RECORD_ENTRY_CODE, g_ptr_array_index (products, 0));
      else if (products->len > 1 && !is_among (products, self->codes[RECORD_ENTRY_CODE]))
        record_entry_draft_set_code (self, RECORD_ENTRY_CODE, NULL);
      g_free (self->gtin);
      self->gtin = g_strdup (pack.gtin);
      self->touched = TRUE;
    }
  if (candidates != NULL)
    *candidates = g_steal_pointer (&products);

  return MODEL_GS1_GOOD;
}
