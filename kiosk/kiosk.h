#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "certificate/part_collector.h"
#include "certificate/read.h"
#include "hal/system_clock.h"
#include "keys/reader_keys.h"
#include "kiosk/action_gate.h"
#include "kiosk/config.h"
#include "kiosk/copy_desk.h"
#include "kiosk/destination_rules.h"
#include "kiosk/face.h"
#include "kiosk/options.h"
#include "kiosk/print_desk.h"
#include "kiosk/receipt_desk.h"
#include "kiosk/records/records_thread.h"
#include "kiosk/senses.h"
#include "kiosk/service.h"
#include "kiosk/session/session.h"
#include "kiosk/staff_desk.h"
#include "kiosk/stop_signal.h"
#include "kiosk/time_watch.h"
#include "kiosk/tour.h"
#include "kiosk/trust_thread.h"

namespace clearway::kiosk {

// The application: gathers what happens, feeds it to the session, carries out what the session
// decides, draws. One thread, main's, which never waits for a device; devices that need waiting
// have threads or processes of their own.
class Kiosk {
 public:
  enum class End : std::uint8_t {
    kStopped,           // asked to
    kNewConfiguration,  // the mistakes in the file were corrected: begin again with it
    kTourOver,
  };

  // All of them must outlive the kiosk; `tour` is null when people use it.
  Kiosk(const Options& options, LoadedConfig loaded, ui::Window& window, StopSignal& stop,
        Tour* tour);
  ~Kiosk();

  // Before anything that takes time: nobody looks at a black screen.
  void ShowFirstPicture();
  [[nodiscard]] End Run();

 private:
  void StartDevices();
  void BeatHearts();
  void SayState();
  [[nodiscard]] session::Now Now();
  [[nodiscard]] bool Goes();
  void StopPrinting();

  // From the outside to the session.
  void TakeDevices();
  void TakePrinting();
  void TakeCode(const std::string& text);
  // Nothing, where the text is a whole certificate's.
  void TellOfPart(const std::string& text, bool is_last, const session::Now& now);
  // False: it is no zone.
  bool TakePassport(const std::string& zone);
  void TakeBadge(const std::string& text);
  // Takes the reader keys into memory where the code is sealed.
  [[nodiscard]] certificate::Reading Read(const std::string& text, const session::Now& now);
  void TakeCopies();
  void TakeRecords();
  void TakeInput(const ui::Input& input);
  void WatchTrust();
  void WatchConfiguration();
  void Feed(session::Event event);
  // The same at a moment that was already used, as for reading a code: it is judged at that moment.
  void Feed(session::Event event, const session::Now& now);

  // From the session to the outside.
  void CarryOut(std::vector<session::Effect> effects);
  void CarryOut(const session::SetReaderPace& effect);
  void CarryOut(const session::PrintCertificate& effect);
  void CarryOut(const session::CancelPrint& effect);
  void CarryOut(session::Audit& effect);
  void CarryOut(session::ReadAgain& effect);
  void CarryOut(const session::Forget& effect);
  void CarryOut(const session::ForgetParts& effect);
  void CarryOut(const session::SeeAnew& effect);
  void CarryOut(const session::ForgetTexts& effect);
  void CarryOut(const session::LookUpBadge& effect);
  void CarryOut(const session::TrySignIn& effect);
  void CarryOut(const session::GivePin& effect);
  void CarryOut(const session::EndStaffSignIn& effect);
  void CarryOut(const session::TendPrinter& effect);
  void CarryOut(session::AskVault& effect);
  void CarryOut(session::AskIssuer& effect);
  void CarryOut(const session::WithdrawQuestion& effect);
  void CarryOut(session::KeepCopy& effect);
  void Record(records::AuditRecord record);
  // The log takes nothing: what waits for its record is not done, and nothing new is begun.
  void StopRecording();

  const Options& options_;
  const Config config_;
  ui::Window& window_;
  StopSignal& stop_;
  Tour* tour_;
  hal::SystemClock clock_;
  TimeWatch time_;
  ActionGate gate_;
  Moment begun_;
  bool records_told_ = false;  // how the audit log is
  bool has_devices_ = false;
  bool refused_a_record_ = false;  // in the step that is carried out
  Face face_;
  session::State state_;
  TrustThread trust_;
  keys::ReaderKeys reader_keys_;
  ReceiptDesk receipts_;
  DestinationRules rules_;  // leans on trust_
  certificate::PartCollector collector_;
  std::vector<std::string> problems_;  // of the configuration
  std::optional<Moment> configuration_read_;
  std::optional<End> end_;
  Service service_;
  records::RecordsThread records_;  // and what follows beat the service's hearts
  std::unique_ptr<Senses> senses_;
  std::unique_ptr<PrintDesk> printing_;
  std::unique_ptr<CopyDesk> copies_;
  std::unique_ptr<StaffDesk> staff_;  // null: no staff signs in here
  Moment press_beat_;                 // of the print thread, as last seen
  std::optional<bool> said_closed_;   // what the service manager was told last
};

}  // namespace clearway::kiosk
