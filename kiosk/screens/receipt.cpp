#include <array>
#include <string>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

// A receipt is no certificate: it has a look and words of its own, and none of an accepted one's.
Announcement Checked(const certificate::Receipt& receipt, const Sheet& sheet) {
  const text::Catalogue& words = sheet.ui.words();
  const std::string& zone = sheet.scene.zone;
  return {ui::Icon::kPaper,
          ui::Badge::kSquare,
          sheet.theme().secondary,
          {Translatable("Checked at another post"), {}},
          {Translatable("Kiosk {1} accepted certificates for {2} on {3}. This receipt counts until "
                        "{4}. It names nobody: whoever must know whose they are asks for the "
                        "certificate."),
           {receipt.kiosk, words.CountryName(receipt.destination),
            words.DateTime(receipt.checked_at, zone), words.DateTime(receipt.expires_at, zone)}}};
}

const char* Why(certificate::ReceiptProblem problem) {
  using Problem = certificate::ReceiptProblem;
  switch (problem) {
    case Problem::kMalformed:
      return Translatable("The code claims to be a receipt, and is none.");
    case Problem::kUnknownKiosk:
      return Translatable("It comes from a kiosk that is not known here.");
    case Problem::kForged:
      return Translatable("Its content is not what the kiosk signed.");
    case Problem::kClockInDoubt:
      return Translatable(
          "The time is not certain here, so it cannot be told whether it still "
          "counts.");
    case Problem::kNotYetValid:
      return Translatable("It speaks of a check in the future.");
    case Problem::kExpired:
      return Translatable("Its time is over.");
    case Problem::kOtherDestination:
      return Translatable("The check was for another destination.");
    case Problem::kDemonstration:
      return Translatable("It was made for a demonstration.");
  }
  return Translatable("The code claims to be a receipt, and is none.");
}

Announcement DoesNotCount(certificate::ReceiptProblem problem, const Sheet& sheet) {
  const bool unsure = problem == certificate::ReceiptProblem::kUnknownKiosk ||
                      problem == certificate::ReceiptProblem::kClockInDoubt;
  const std::string sentence =
      sheet.Say(Why(problem)) + "\n\n" + sheet.Say(Translatable("Please show your certificate."));
  return {unsure ? ui::Icon::kQuestion : ui::Icon::kCross,
          ui::Badge::kSquare,
          unsure ? sheet.theme().undetermined : sheet.theme().refused,
          {unsure ? Translatable("This receipt could not be checked")
                  : Translatable("This receipt does not count"),
           {}},
          {sentence, {}}};
}

}  // namespace

void DrawReceipt(Sheet& sheet) {
  const auto& receipt = sheet.state().receipt;
  if (!receipt) return;
  DrawAnnouncement(sheet,
                   *receipt ? Checked(**receipt, sheet) : DoesNotCount(receipt->error(), sheet));
}

}  // namespace clearway::screens
