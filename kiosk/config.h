#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "certificate/disclosure.h"

namespace clearway::kiosk {

// What one kiosk is told about itself: one commented TOML file, image/clearway.toml shows every
// key. The initial values are the defaults of an installed kiosk.
struct Config {
  std::string kiosk_id = "kiosk";    // in every line of the audit log
  std::string place_name;            // for the paper and the first screen; empty: not said
  std::string country;               // ISO 3166-1 alpha-2 of the destination; empty: not said
  std::string region;                // of the destination, as its rules name it; empty: none
  std::string post = "self-check";   // which kind of check: what rules count, what may be shown
  std::filesystem::path disclosure;  // what each post sees, JSON; empty: the table that comes along
  std::string camera = "v4l2:/dev/video0";  // URI of hal::OpenCamera; empty: there is none
  std::vector<std::string> scanners;        // URIs of hal::OpenCodeScanner
  std::string printer = "cups:";            // URI of hal::OpenDocumentPrinter; empty: there is none
  std::string paper = "a4";                 // what lies in it, see printer::PaperNamed
  std::filesystem::path trust_folder = "/etc/clearway/trust";
  std::filesystem::path roots_folder = "/etc/clearway/roots";  // with roots in it: bundles only
  std::filesystem::path import_folder = "/var/lib/clearway/import";
  std::filesystem::path rules_folder;  // acceptance rules; empty: the trust bundle's
  std::filesystem::path data_folder = "/var/lib/clearway";  // audit log and trust bundle lie in it
  std::vector<std::string> languages{"en", "zh-Hans", "ar"};
  std::string default_language = "en";
  std::chrono::seconds idle_warning{45};
  std::chrono::seconds idle_end{20};
  std::chrono::seconds goodbye{6};
  bool fullscreen = true;
  std::int64_t width = 1920;         // pixels, of a window that is not full screen
  std::int64_t height = 1080;        //
  std::int64_t screen_width_mm = 0;  // of the lit panel; 0: ask the display
  double text_scale = 1.0;
  std::filesystem::path reader_keys_folder;  // empty: sealed certificates stay sealed
  std::filesystem::path device_key;          // the kiosk's own key, which reader keys are sealed to
  // The kiosk's secret, which travellers' copies and staff PINs need; empty: neither is offered.
  std::filesystem::path kiosk_secret;
  std::int64_t vault_hours = 24;                             // for how long a copy is kept
  std::filesystem::path vault_keys = "/run/clearway/vault";  // folder of day keys, on a RAM disk
  std::int64_t receipt_minutes = 0;      // for how long a receipt counts; 0: none is given
  std::filesystem::path receipt_kiosks;  // folder: kiosks whose receipts count here; or none
  std::filesystem::path badge_keys;      // file: who signs staff badges while there is no root
  std::string retrieval_url;  // of the issuer's retrieval service; empty: nobody is asked
  std::filesystem::path retrieval_authority;    // PEM: who vouches for the service
  std::filesystem::path retrieval_certificate;  // PEM: this kiosk's own
  std::filesystem::path retrieval_key;          // PEM: its private key
  bool demo = false;
  std::optional<Timestamp> demo_clock;  // pretend that the kiosk was started then
  bool operator==(const Config&) const = default;
};

// One mistake. Text() is one English sentence for a technician:
// "clearway.toml:12: devices.camera: 'usb0' is no camera: write v4l2:/dev/..., ...".
struct ConfigProblem {
  std::string file;
  std::uint32_t line = 0;  // 1-based; 0: the file as a whole
  std::string key;         // dotted; empty: the file as a whole
  std::string what;        // what is wrong and what is allowed
  [[nodiscard]] std::string Text() const;
};

struct LoadedConfig {
  Config config;  // the default stands where a key is absent or wrong
  std::vector<ConfigProblem> problems;
};

// Reads and checks the file. A file that is absent, unreadable or over 64 KiB is a problem like any
// other: the caller can always go on and show what is wrong. `demo`: the command line asked for a
// demonstration, whatever the file says.
[[nodiscard]] LoadedConfig LoadConfig(const std::filesystem::path& file, bool demo = false);
// The same for text; `file` is the name that problems say.
[[nodiscard]] LoadedConfig ParseConfig(std::string_view toml, const std::string& file,
                                       bool demo = false);

// What each post may see: the configured table, or the one that comes with the program.
[[nodiscard]] Result<certificate::Disclosures> DisclosuresOf(const Config& config);

// Every key, dotted, in the order of image/clearway.toml.
[[nodiscard]] std::vector<std::string_view> ConfigKeys();

}  // namespace clearway::kiosk
