/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-ring-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#define ALIGNMENT ((gsize) 4096)
/* Slots below this keep their memory when they are freed: the next page finds it warm. */
#define WARM_SIZE ((gsize) 32 * 1024 * 1024)

struct _RenderRing
{
  gatomicrefcount ref_count;
  GMutex          lock;  /* of slots and used */
  GPtrArray      *slots; /* (element-type RenderSlot) unowned, by offset */
  gsize           used;  /* bytes */
  gsize           size;
  guint8         *memory; /* mapped, read-only */
  int             fd;
};

struct _RenderSlot
{
  RenderRing *ring; /* (owned) */
  gsize       offset;
  gsize       reserved; /* size, rounded up */
  gsize       size;
};

static gsize
slot_end (RenderSlot *slot)
{
  return slot->offset + slot->reserved;
}

/* The first gap of @size bytes. Returns the place among the slots, or -1. */
static int
find_gap (RenderRing *ring,
          gsize       size,
          gsize      *offset)
{
  *offset = 0;

  for (guint i = 0; i < ring->slots->len; i++)
    {
      RenderSlot *slot = g_ptr_array_index (ring->slots, i);

      if (slot->offset - *offset >= size)
        return (int) i;

      *offset = slot_end (slot);
    }

  return ring->size - *offset >= size ? (int) ring->slots->len : -1;
}

static void
give_memory_back (RenderRing *ring,
                  gsize       start,
                  gsize       end)
{
  start = MAX (start, WARM_SIZE);

  if (start < end)
    fallocate (ring->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t) start, (off_t) (end - start));
}

RenderRing *
render_ring_new (gsize    size,
                 GError **error)
{
  g_autoptr(RenderRing) ring = g_new0 (RenderRing, 1);
  void *memory;

  g_atomic_ref_count_init (&ring->ref_count);
  g_mutex_init (&ring->lock);
  ring->slots = g_ptr_array_new ();
  ring->size = size;
  ring->fd = memfd_create ("cabinet-pixels", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (ring->fd < 0 ||
      ftruncate (ring->fd, (off_t) size) < 0 ||
      fcntl (ring->fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) < 0 ||
      (memory = mmap (NULL, size, PROT_READ, MAP_SHARED, ring->fd, 0)) == MAP_FAILED)
    {
      int saved_errno = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), g_strerror (saved_errno));
      return NULL;
    }

  ring->memory = memory;

  return g_steal_pointer (&ring);
}

static RenderRing *
render_ring_ref (RenderRing *ring)
{
  g_atomic_ref_count_inc (&ring->ref_count);

  return ring;
}

void
render_ring_unref (RenderRing *ring)
{
  if (!g_atomic_ref_count_dec (&ring->ref_count))
    return;

  if (ring->memory != NULL)
    munmap (ring->memory, ring->size);
  if (ring->fd >= 0)
    close (ring->fd);
  g_ptr_array_unref (ring->slots);
  g_mutex_clear (&ring->lock);
  g_free (ring);
}

int
render_ring_get_fd (RenderRing *ring)
{
  return ring->fd;
}

gsize
render_ring_get_size (RenderRing *ring)
{
  return ring->size;
}

RenderSlot *
render_ring_reserve (RenderRing *ring,
                     gsize       size)
{
  g_autoptr(GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&ring->lock);
  RenderSlot                            *slot;
  gsize                                  offset;
  gsize                                  reserved;
  int                                    place;

  if (size == 0 || size > ring->size)
    return NULL;

  reserved = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  place = find_gap (ring, reserved, &offset);
  if (place < 0)
    return NULL;

  slot = g_new0 (RenderSlot, 1);
  slot->ring = render_ring_ref (ring);
  slot->offset = offset;
  slot->reserved = reserved;
  slot->size = size;
  g_ptr_array_insert (ring->slots, place, slot);
  ring->used += reserved;

  return slot;
}

gsize
render_slot_get_offset (RenderSlot *slot)
{
  return slot->offset;
}

void
render_slot_free (RenderSlot *slot)
{
  RenderRing *ring = slot->ring;

  g_mutex_lock (&ring->lock);
  /* Before the slot is anybody else's. */
  give_memory_back (ring, slot->offset, slot_end (slot));
  g_ptr_array_remove (ring->slots, slot);
  ring->used -= slot->reserved;
  g_mutex_unlock (&ring->lock);

  g_free (slot);
  render_ring_unref (ring);
}

GBytes *
render_slot_to_bytes (RenderSlot *slot)
{
  RenderRing   *ring = slot->ring;
  const guint8 *data = ring->memory + slot->offset;
  gboolean      crowded;

  g_mutex_lock (&ring->lock);
  crowded = ring->used > ring->size / 2;
  g_mutex_unlock (&ring->lock);

  if (crowded)
    {
      GBytes *bytes = g_bytes_new (data, slot->size);

      render_slot_free (slot);
      return bytes;
    }

  return g_bytes_new_with_free_func (data, slot->size, (GDestroyNotify) render_slot_free, slot);
}
