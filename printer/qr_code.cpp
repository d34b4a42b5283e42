#include "printer/qr_code.h"

#include <qrencode.h>

#include <cerrno>
#include <memory>
#include <utility>

#include "base/core/wipe.h"

namespace clearway::printer {

namespace {

std::size_t ModulesIn(const QRcode& code) {
  const auto width = static_cast<std::size_t>(code.width);
  return width * width;
}

struct WipeAndFree {
  void operator()(QRcode* code) const {
    Wipe(code->data, ModulesIn(*code));
    QRcode_free(code);
  }
};
using Encoded = std::unique_ptr<QRcode, WipeAndFree>;

Encoded Encode(const std::string& text, QRecLevel level) {
  // Binary payloads may hold a zero, which would end the string that the splitter takes.
  if (text.find('\0') == std::string::npos) {
    // Splits into numeric, alphanumeric and byte segments; the hint keeps it from guessing Kanji.
    Encoded split(QRcode_encodeString(text.c_str(), 0, level, QR_MODE_8, 1));
    if (split) return split;
    // Its heads of many short segments may be what does not fit.
  }
  return Encoded(QRcode_encodeData(static_cast<int>(text.size()),
                                   reinterpret_cast<const unsigned char*>(text.data()), 0, level));
}

QrCode ModulesOf(const QRcode& encoded, ErrorCorrection correction) {
  QrCode code;
  code.width = encoded.width;
  code.correction = correction;
  const std::size_t count = ModulesIn(encoded);
  code.modules.reserve(count);
  for (std::size_t i = 0; i < count; ++i) code.modules.push_back(encoded.data[i] & 1);
  return code;
}

}  // namespace

QrCode::~QrCode() {
  Wipe(modules);
}

Result<QrCode> EncodeQr(const std::string& text, int widest) {
  if (text.empty()) return Fail(Fault::kInvalid, "an empty text makes no code");
  Encoded last;
  ErrorCorrection correction = ErrorCorrection::kLow;
  for (const auto& [level, name] : {std::pair{QR_ECLEVEL_Q, ErrorCorrection::kQuartile},
                                    {QR_ECLEVEL_M, ErrorCorrection::kMedium},
                                    {QR_ECLEVEL_L, ErrorCorrection::kLow}}) {
    Encoded encoded = Encode(text, level);
    if (!encoded) continue;
    last = std::move(encoded);
    correction = name;
    if (last->width + 2 * kQuietZone <= widest) break;
  }
  if (!last) return Fail(Fault::kFull, "the text is longer than one QR code holds");
  return ModulesOf(*last, correction);
}

}  // namespace clearway::printer
