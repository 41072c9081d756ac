/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-authorities-private.h"

struct _NetAuthorities
{
  GTlsDatabase parent_instance;

  GMutex     lock;      /* handshakes verify in threads of their own */
  GPtrArray *databases; /* (owned) of GTlsDatabase; guarded by @lock */
};

G_DEFINE_FINAL_TYPE (NetAuthorities, net_authorities, G_TYPE_TLS_DATABASE)

static GPtrArray *
copy_databases (NetAuthorities *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return g_ptr_array_copy (self->databases, (GCopyFunc) g_object_ref, NULL);
}

static GTlsCertificateFlags
net_authorities_verify_chain (GTlsDatabase           *database,
                              GTlsCertificate        *chain,
                              const char             *purpose,
                              GSocketConnectable     *identity,
                              GTlsInteraction        *interaction,
                              GTlsDatabaseVerifyFlags flags,
                              GCancellable           *cancellable,
                              GError                **error)
{
  g_autoptr(GPtrArray) databases = copy_databases (NET_AUTHORITIES (database));
  GTlsCertificateFlags result = G_TLS_CERTIFICATE_UNKNOWN_CA;

  for (guint i = 0; i < databases->len; i++)
    {
      g_autoptr(GError) failed = NULL;

      result = g_tls_database_verify_chain (g_ptr_array_index (databases, i), chain, purpose, identity,
                                            interaction, flags, cancellable, &failed);
      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return G_TLS_CERTIFICATE_GENERIC_ERROR;
        }
      if ((result & G_TLS_CERTIFICATE_UNKNOWN_CA) == 0)
        break;
    }

  return result;
}

static void
net_authorities_finalize (GObject *object)
{
  NetAuthorities *self = NET_AUTHORITIES (object);

  g_clear_pointer (&self->databases, g_ptr_array_unref);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (net_authorities_parent_class)->finalize (object);
}

static void
net_authorities_class_init (NetAuthoritiesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = net_authorities_finalize;
  G_TLS_DATABASE_CLASS (klass)->verify_chain = net_authorities_verify_chain;
}

static void
net_authorities_init (NetAuthorities *self)
{
  g_mutex_init (&self->lock);
  self->databases = g_ptr_array_new_with_free_func (g_object_unref);
}

NetAuthorities *
net_authorities_new (GTlsDatabase *first)
{
  NetAuthorities *self = g_object_new (NET_TYPE_AUTHORITIES, NULL);

  g_ptr_array_add (self->databases, g_object_ref (first));

  return self;
}

gboolean
net_authorities_add (NetAuthorities *self,
                     const char     *pem_path,
                     GError        **error)
{
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = NULL;
  GList                          *certificates;

  /* A file database on a relative path, or without certificates, would trust nothing and say so
   * nowhere but in a warning. */
  if (!g_path_is_absolute (pem_path))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME, "The path is not absolute.");
      return FALSE;
    }

  certificates = g_tls_certificate_list_new_from_file (pem_path, error);
  if (certificates == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "The file holds no certificate.");
      return FALSE;
    }
  g_list_free_full (certificates, g_object_unref);

  database = g_tls_file_database_new (pem_path, error);
  if (database == NULL)
    return FALSE;

  locker = g_mutex_locker_new (&self->lock);
  g_ptr_array_add (self->databases, g_steal_pointer (&database));

  return TRUE;
}
