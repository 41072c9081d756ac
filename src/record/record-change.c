/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-change.h"

#include "epr-error.h"
#include "epr-update.h"
#include "net-trace.h"
#include "record-patient-context-private.h"

struct _RecordChange
{
  GObject parent_instance;

  RecordPatientContext *context;  /* (owned) */
  ModelDocument        *document; /* (owned) */

  char        *title;
  char        *comment;
  ModelCoding *codes[RECORD_N_FIELDS];  /* (owned) (nullable) */
  ModelCoding *before[RECORD_N_FIELDS]; /* (owned) (nullable) */
  gboolean     ready;
};

G_DEFINE_FINAL_TYPE (RecordChange, record_change, G_TYPE_OBJECT)

typedef enum
{
  PROP_READY = 1,
} RecordChangeProperty;

static GParamSpec *properties[PROP_READY + 1];

enum
{
  SIGNAL_CODE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One sending: it ends when its caller says so, and with the patient. */
typedef struct
{
  RecordPatientContext *context;     /* (owned) */
  ModelDocument        *document;    /* (owned) as the person saw it */
  GCancellable         *cancellable; /* (owned) */
  GCancellable         *callers;     /* (owned) (nullable) */
  gulong                callers_id;
  gulong                closed_id;
} Sending;

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static gboolean
is_same_code (ModelCoding *a,
              ModelCoding *b)
{
  if (a == b || a == NULL || b == NULL)
    return a == b;

  return g_strcmp0 (model_coding_get_code (a), model_coding_get_code (b)) == 0 &&
         g_strcmp0 (model_coding_get_system (a), model_coding_get_system (b)) == 0;
}

static gboolean
is_changed (RecordChange *self,
            RecordField   field)
{
  return !is_same_code (self->codes[field], self->before[field]);
}

static gboolean
is_title_changed (RecordChange *self)
{
  return !g_str_equal (self->title, or_empty (model_document_get_attachment_title (self->document)));
}

static gboolean
is_comment_changed (RecordChange *self)
{
  return !g_str_equal (self->comment, or_empty (model_document_get_description (self->document)));
}

/* What was missing before need not be filled in; what is there is not taken away. */
static void
update_ready (RecordChange *self)
{
  gboolean ready = is_title_changed (self) || is_comment_changed (self);

  for (guint i = 0; i < RECORD_N_FIELDS; i++)
    ready = ready || is_changed (self, (RecordField) i);
  if (is_title_changed (self) && *self->title == '\0')
    ready = FALSE;

  if (ready != self->ready)
    {
      self->ready = ready;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
    }
}

static void
put_code (RecordChange *self,
          RecordField   field,
          ModelCoding  *code)
{
  if (g_set_object (&self->codes[field], code))
    g_signal_emit (self, signals[SIGNAL_CODE_CHANGED], 0, (int) field);
}

static void
record_change_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((RecordChangeProperty) prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, RECORD_CHANGE (object)->ready);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
record_change_finalize (GObject *object)
{
  RecordChange *self = RECORD_CHANGE (object);

  g_clear_object (&self->context);
  g_clear_object (&self->document);
  g_free (self->title);
  g_free (self->comment);
  for (guint i = 0; i < RECORD_N_FIELDS; i++)
    {
      g_clear_object (&self->codes[i]);
      g_clear_object (&self->before[i]);
    }

  G_OBJECT_CLASS (record_change_parent_class)->finalize (object);
}

static void
record_change_class_init (RecordChangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = record_change_get_property;
  object_class->finalize = record_change_finalize;

  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_CODE_CHANGED] = g_signal_new ("code-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
record_change_init (RecordChange *self)
{
}

static void
take_before (RecordChange *self)
{
  ModelDocument *document = self->document;
  const char    *language = model_document_get_language (document);

  g_set_object (&self->before[RECORD_FIELD_TYPE], model_document_get_document_type (document));
  g_set_object (&self->before[RECORD_FIELD_CLASS], model_document_get_category (document));
  g_set_object (&self->before[RECORD_FIELD_FACILITY_TYPE], model_document_get_facility_type (document));
  g_set_object (&self->before[RECORD_FIELD_PRACTICE_SETTING], model_document_get_practice_setting (document));
  if (model_document_get_n_security_labels (document) > 0)
    g_set_object (&self->before[RECORD_FIELD_CONFIDENTIALITY], model_document_get_security_label (document, 0));
  self->before[RECORD_FIELD_LANGUAGE] = record_field_find (RECORD_FIELD_LANGUAGE, language);
  if (self->before[RECORD_FIELD_LANGUAGE] == NULL && language != NULL)
    self->before[RECORD_FIELD_LANGUAGE] = model_coding_new (NULL, language, NULL);
}

RecordChange *
record_change_new (RecordPatientContext *context,
                   ModelDocument        *document)
{
  RecordChange *self;

  g_return_val_if_fail (RECORD_IS_PATIENT_CONTEXT (context), NULL);
  g_return_val_if_fail (MODEL_IS_DOCUMENT (document), NULL);

  self = g_object_new (RECORD_TYPE_CHANGE, NULL);
  self->context = g_object_ref (context);
  self->document = g_object_ref (document);
  self->title = g_strdup (or_empty (model_document_get_attachment_title (document)));
  self->comment = g_strdup (or_empty (model_document_get_description (document)));
  take_before (self);
  for (guint i = 0; i < RECORD_N_FIELDS; i++)
    g_set_object (&self->codes[i], self->before[i]);

  return self;
}

ModelDocument *
record_change_get_document (RecordChange *self)
{
  g_return_val_if_fail (RECORD_IS_CHANGE (self), NULL);

  return self->document;
}

gboolean
record_change_has_field (RecordField field)
{
  return field == RECORD_FIELD_TYPE || field == RECORD_FIELD_CLASS || field == RECORD_FIELD_CONFIDENTIALITY ||
         field == RECORD_FIELD_FACILITY_TYPE || field == RECORD_FIELD_PRACTICE_SETTING || field == RECORD_FIELD_LANGUAGE;
}

ModelCoding *
record_change_get_code (RecordChange *self,
                        RecordField   field)
{
  g_return_val_if_fail (RECORD_IS_CHANGE (self), NULL);

  return self->codes[field];
}

void
record_change_set_code (RecordChange *self,
                        RecordField   field,
                        ModelCoding  *code)
{
  g_return_if_fail (RECORD_IS_CHANGE (self));
  g_return_if_fail (record_change_has_field (field) && MODEL_IS_CODING (code));

  put_code (self, field, code);
  if (field == RECORD_FIELD_TYPE)
    {
      g_autoptr(ModelCoding) class = record_field_class_for (code, self->codes[RECORD_FIELD_CLASS]);

      if (class != NULL)
        put_code (self, RECORD_FIELD_CLASS, class);
    }
  update_ready (self);
}

GListModel *
record_change_list_choices (RecordChange *self,
                            RecordField   field)
{
  g_return_val_if_fail (RECORD_IS_CHANGE (self), NULL);

  return record_field_list_choices (field, self->codes[RECORD_FIELD_TYPE]);
}

const char *
record_change_get_title (RecordChange *self)
{
  g_return_val_if_fail (RECORD_IS_CHANGE (self), NULL);

  return self->title;
}

static void
put_text (RecordChange *self,
          char        **text,
          const char   *value)
{
  char *copy = g_strstrip (g_strdup (or_empty (value)));

  g_free (*text);
  *text = copy;
  update_ready (self);
}

void
record_change_set_title (RecordChange *self,
                         const char   *title)
{
  g_return_if_fail (RECORD_IS_CHANGE (self));

  put_text (self, &self->title, title);
}

const char *
record_change_get_comment (RecordChange *self)
{
  g_return_val_if_fail (RECORD_IS_CHANGE (self), NULL);

  return self->comment;
}

void
record_change_set_comment (RecordChange *self,
                           const char   *comment)
{
  g_return_if_fail (RECORD_IS_CHANGE (self));

  put_text (self, &self->comment, comment);
}

gboolean
record_change_get_ready (RecordChange *self)
{
  g_return_val_if_fail (RECORD_IS_CHANGE (self), FALSE);

  return self->ready;
}

static void
sending_free (Sending *sending)
{
  g_cancellable_disconnect (sending->callers, sending->callers_id);
  g_clear_signal_handler (&sending->closed_id, sending->context);
  g_clear_object (&sending->callers);
  g_object_unref (sending->cancellable);
  g_object_unref (sending->document);
  g_object_unref (sending->context);
  g_free (sending);
}

static void
pass_on_cb (GCancellable *cancellable,
            gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
closed_cb (RecordPatientContext *context,
           GParamSpec           *pspec,
           gpointer              user_data)
{
  g_cancellable_cancel (user_data);
}

static void
updated_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Sending *sending = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelDocument) document = epr_update_finish (EPR_ACCESS (object), result, &error);

  if (record_patient_context_is_closed (sending->context))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The patient was closed");
  else if (document == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      record_patient_context_take_changed (sending->context, document);
      g_task_return_boolean (task, TRUE);
    }
}

/* An id lasts as long as the list it came with (R-MHD-62); as long as it does, what the person saw is what
 * is sent along, so that nothing that she did not see is undone. */
static ModelDocument *
dup_meant (RecordPatientContext *context,
           ModelDocument        *document)
{
  g_autoptr(ModelDocument) now = record_patient_context_find_same (context, document);

  if (now != NULL && !g_str_equal (model_document_get_id (now), model_document_get_id (document)))
    return g_steal_pointer (&now);

  return g_object_ref (document);
}

static ModelCoding *
changed_code (RecordChange *self,
              RecordField   field)
{
  return is_changed (self, field) ? self->codes[field] : NULL;
}

/* Borrowed from @self. */
static EprChange
make_change (RecordChange *self)
{
  ModelCoding *language = changed_code (self, RECORD_FIELD_LANGUAGE);

  return (EprChange) {
    .title = is_title_changed (self) ? self->title : NULL,
    .description = is_comment_changed (self) ? self->comment : NULL,
    .language = language != NULL ? model_coding_get_code (language) : NULL,
    .type = changed_code (self, RECORD_FIELD_TYPE),
    .category = changed_code (self, RECORD_FIELD_CLASS),
    .confidentiality = changed_code (self, RECORD_FIELD_CONFIDENTIALITY),
    .facility_type = changed_code (self, RECORD_FIELD_FACILITY_TYPE),
    .practice_setting = changed_code (self, RECORD_FIELD_PRACTICE_SETTING),
  };
}

static void
renewed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  RecordPatientContext *context = RECORD_PATIENT_CONTEXT (object);
  g_autoptr(GTask) task = G_TASK (user_data);
  Sending *sending = g_task_get_task_data (task);
  gpointer source = g_task_get_source_object (task);
  g_autoptr(ModelCoding) requested = model_coding_new (EPR_SYSTEM_DELETION_STATUS, EPR_DELETION_REQUESTED, NULL);
  g_autoptr(ModelDocument) meant = NULL;
  g_autoptr(NetTrace) trace = NULL;
  g_autoptr(GError) error = NULL;
  EprChange change = RECORD_IS_CHANGE (source) ? make_change (source) : (EprChange) { .deletion_status = requested };

  if (!record_patient_context_renew_finish (context, result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  trace = net_trace_new ();
  meant = dup_meant (context, sending->document);
  epr_update_async (record_patient_context_get_access (context), meant, &change, trace, sending->cancellable, updated_cb,
                    g_steal_pointer (&task));
}

/* Takes @task, whose source says what is to be changed. */
static void
send_change (GTask                *task,
             RecordPatientContext *context,
             ModelDocument        *document)
{
  g_autoptr(GTask) owned = task;
  GCancellable *callers = g_task_get_cancellable (task);
  Sending      *sending;

  if (record_patient_context_get_access (context) == NULL)
    {
      if (record_patient_context_is_closed (context))
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The patient was closed");
      else
        g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NO_NUMBER, "The patient has no number");
      return;
    }

  sending = g_new0 (Sending, 1);
  sending->context = g_object_ref (context);
  sending->document = g_object_ref (document);
  sending->cancellable = g_cancellable_new ();
  sending->closed_id = g_signal_connect_data (context, "notify::closed", G_CALLBACK (closed_cb), g_object_ref (sending->cancellable),
                                              (GClosureNotify) (GCallback) g_object_unref, 0);
  if (g_set_object (&sending->callers, callers))
    sending->callers_id = g_cancellable_connect (callers, G_CALLBACK (pass_on_cb), g_object_ref (sending->cancellable), g_object_unref);
  g_task_set_task_data (task, sending, (GDestroyNotify) sending_free);
  /* what was done is done, and is shown, whoever is still waiting for it */
  g_task_set_check_cancellable (task, FALSE);
  record_patient_context_renew_async (context, sending->cancellable, renewed_cb, g_steal_pointer (&owned));
}

void
record_change_apply_async (RecordChange       *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (RECORD_IS_CHANGE (self) && self->ready);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_change_apply_async);
  send_change (task, self->context, self->document);
}

gboolean
record_change_apply_finish (RecordChange *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_change_apply_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
record_change_request_deletion_async (RecordPatientContext *context,
                                      ModelDocument        *document,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data)
{
  GTask *task;

  g_return_if_fail (RECORD_IS_PATIENT_CONTEXT (context));
  g_return_if_fail (MODEL_IS_DOCUMENT (document));

  task = g_task_new (context, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_change_request_deletion_async);
  send_change (task, context, document);
}

gboolean
record_change_request_deletion_finish (RecordPatientContext *context,
                                       GAsyncResult         *result,
                                       GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_change_request_deletion_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
record_change_is_deletion_requested (ModelDocument *document)
{
  ModelCoding *status = model_document_get_deletion_status (document);

  return status != NULL && g_strcmp0 (model_coding_get_code (status), EPR_DELETION_REQUESTED) == 0;
}
