#pragma once

#include "epr-access.h"

G_BEGIN_DECLS

/* One page of a document search (ITI-67). */
typedef struct
{
  GPtrArray *documents;   /* of ModelDocument, all about the patient of the access */
  GPtrArray *issues;      /* of ModelIssue: communities that did not answer (R-MHD-8) … */
  char      *next;        /* (nullable) address of the next page, checked (R-COM-15) */
  gint64     total;       /* -1: not given */
  guint      n_foreign;   /* left out: about somebody else */
} EprPage;

void     epr_page_free            (EprPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EprPage, epr_page_free)

/* The patient's current documents; @next: address of a page from the page before, NULL: the first. */
void     epr_document_find_async  (EprAccess           *access,
                                   const char          *next,         /* (nullable) */
                                   NetTrace            *trace,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
/* The versions that were replaced (R-MHD-1, R-MHD-35), likewise, and with the same finish. None where
 * the community knows no status: they are among the others there. */
void     epr_document_find_superseded_async (EprAccess           *access,
                                             const char          *next,       /* (nullable) */
                                             NetTrace            *trace,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
EprPage *epr_document_find_finish (EprAccess *access, GAsyncResult *result, GError **error);

typedef enum
{
  EPR_INTEGRITY_INTACT,
  EPR_INTEGRITY_UNCHECKED,
  EPR_INTEGRITY_DIFFERENT,
} EprIntegrity;

typedef struct
{
  GBytes       *bytes;
  char         *content_type;   /* (nullable) of the answer */
  char         *charset;        /* (nullable) */
  EprIntegrity  integrity;
} EprContent;

void         epr_content_free           (EprContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EprContent, epr_content_free)

/* The document's bytes (ITI-68), unwrapped where the server wrapped them (R-MHD-13) and compared with
 * size and hash of the metadata, both in a worker. EPR_ERROR_NO_CONTENT without an address. */
void         epr_document_fetch_async   (EprAccess           *access,
                                         ModelDocument       *document,
                                         NetTrace            *trace,
                                         NetProgress          progress,      /* (nullable) */
                                         gpointer             progress_data,
                                         GDestroyNotify       progress_destroy,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
EprContent  *epr_document_fetch_finish  (EprAccess *access, GAsyncResult *result, GError **error);

/* R-MHD-14, R-MHD-15: @hash is base64 of the 20 bytes of SHA-1, or of their 40 hex digits; @size -1:
 * not given. Any thread; time grows with the bytes. */
EprIntegrity epr_integrity_check        (GBytes *bytes, gint64 size, const char *hash);

G_END_DECLS
