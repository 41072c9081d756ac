#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FHIR_TYPE_ENVELOPE (fhir_envelope_get_type ())

/* JSON around content that is too large to be held: gives @head, the base64 of @content, @tail. Content
 * is read while the envelope is, some 192 KiB ahead and no more, by its blocking way: in a worker, where
 * the encoding is done too, when the envelope is read asynchronously. Any thread, one read at a time. */
G_DECLARE_FINAL_TYPE (FhirEnvelope, fhir_envelope, FHIR, ENVELOPE, GInputStream)

/* @size: bytes of @content from where it stands; fewer or more are an error, FHIR_ERROR_INCOMPLETE,
 * always before @tail is given, so that nobody takes for whole what is not. @content is not closed. */
GInputStream *fhir_envelope_new        (GBytes       *head,
                                        GInputStream *content,
                                        guint64       size,
                                        GBytes       *tail);

/* Bytes that it gives in all. */
guint64       fhir_envelope_get_length (FhirEnvelope *self);

/* Why reading failed, to tell a fault of the content from one of whoever reads: NULL when it did not,
 * or was cancelled. (transfer none) (nullable) */
const GError *fhir_envelope_get_error  (FhirEnvelope *self);

G_END_DECLS
