#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What Cabinet was asked to begin with, from the command line, the file manager or practice software.
 * The patient is only looked up: the person confirms her. */
typedef struct
{
  char   *patient;   /* (owned) (nullable) as it would be typed: number, or name and birth date */
  GSList *files;     /* (owned) of GFile: to be deposited */
} CabLaunch;

/* @files: files, and links of the form cabinet-dep:?patient=…&file=file:///…; what is wrong in a link is
 * left out. (transfer full) */
CabLaunch *cab_launch_new      (GFile **files, int n_files);
void       cab_launch_free     (CabLaunch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CabLaunch, cab_launch_free)

/* A link that says @patient, for another instance of the program. (transfer full) */
GFile     *cab_launch_link     (const char *patient);

G_END_DECLS
