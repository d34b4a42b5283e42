#pragma once

#include "camera/grid.h"
#include "camera/sampler.h"
#include "camera/symbol_layout.h"

namespace clearway::camera {

// Moves a symbol's grid, a few modules here and a few there, to where its modules are seen most
// clearly dark or light, whichever they are: for crumpled paper, and where a bend is only roughly
// known. The grid must be right to about half a module.
[[nodiscard]] Grid SmoothOut(const Sampler& sampler, const SymbolLayout& layout, const Grid& grid);

}  // namespace clearway::camera
