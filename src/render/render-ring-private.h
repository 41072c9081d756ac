#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Shared memory for pixels, made and sealed here: a renderer can write into it but cannot take it
 * away. Lives until its owner and all slots have let go. Any thread. */
typedef struct _RenderRing RenderRing;

/* A piece of the ring. */
typedef struct _RenderSlot RenderSlot;

RenderRing *render_ring_new      (gsize size, GError **error);
void        render_ring_unref    (RenderRing *ring);
int         render_ring_get_fd   (RenderRing *ring);
gsize       render_ring_get_size (RenderRing *ring);

/* (nullable): no room. */
RenderSlot *render_ring_reserve    (RenderRing *ring, gsize size);
gsize       render_slot_get_offset (RenderSlot *slot);
void        render_slot_free       (RenderSlot *slot);
/* Takes @slot: it is free again when the bytes go. When much of the ring is in use the bytes are a
 * copy, so that a reader who keeps many pages never finds the ring full. */
GBytes     *render_slot_to_bytes   (RenderSlot *slot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RenderRing, render_ring_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RenderSlot, render_slot_free)

G_END_DECLS
