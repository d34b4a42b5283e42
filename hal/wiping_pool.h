#pragma once

#include <gst/gst.h>

#include "hal/gstreamer.h"

namespace clearway::hal {

// Offers whoever fills the sink's pictures memory of a pool that overwrites each picture as soon as
// nobody holds it any more, dropped ones too. A camera driver that has memory of its own keeps to
// that, and overwrites it with its next pictures.
void OfferWipingPool(GstElement* sink);

// A pool as OfferWipingPool offers it.
[[nodiscard]] GstPtr<GstBufferPool> MakeWipingPool();

// Whether the buffer's pool will overwrite it.
[[nodiscard]] bool IsWipedByItsPool(const GstBuffer* buffer);

}  // namespace clearway::hal
