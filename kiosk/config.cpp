#include "kiosk/config.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numeric>
#include <system_error>

#include "base/core/file.h"

namespace clearway::kiosk {

namespace {

constexpr std::size_t kMaxFileBytes = 65'536;
constexpr std::array<std::string_view, 3> kLanguages{"en", "zh-Hans", "ar"};

// --- One key ------------------------------------------------------------------------------------

struct Key {
  std::string_view name;
  std::string_view allowed;  // follows "write "
  // Stores the value; false when it is not allowed.
  bool (*take)(const toml::node& value, Config& config);
};

bool IsOneOf(std::string_view text, const auto& words) {
  return std::ranges::find(words, text) != std::end(words);
}

// A scheme of `schemes`, followed by at least `least` characters.
bool IsUri(std::string_view text, std::initializer_list<std::string_view> schemes,
           std::size_t least) {
  return std::ranges::any_of(schemes, [&](std::string_view scheme) {
    return text.starts_with(scheme) && text.size() >= scheme.size() + least;
  });
}

bool IsCamera(std::string_view text) {
  return text.empty() || IsUri(text, {"v4l2:/dev/", "replay:"}, 1);
}
bool IsScanner(std::string_view text) {
  return IsUri(text, {"tty:/dev/"}, 1);
}
bool IsPrinter(std::string_view text) {
  return text.empty() || IsUri(text, {"cups:"}, 0) || IsUri(text, {"file:"}, 1);
}
bool IsPaper(std::string_view text) {
  return text == "a4" || text == "a5" || text == "roll-80";
}
bool IsHttps(std::string_view text) {
  return text.empty() ||
         (IsUri(text, {"https://"}, 1) && text.size() <= 500 &&
          std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) <= 0x20; }));
}
bool IsCountry(std::string_view text) {
  return text.empty() || (text.size() == 2 &&
                          std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; }));
}
bool IsKioskId(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}
bool IsPost(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}
bool IsPlace(std::string_view text) {
  return text.size() <= 200 &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}
bool IsLanguage(std::string_view text) {
  return IsOneOf(text, kLanguages);
}

template <std::string Config::*kMember, auto kAllowed>
bool TakeText(const toml::node& value, Config& config) {
  const auto text = value.value_exact<std::string>();
  if (!text || !kAllowed(*text)) return false;
  config.*kMember = *text;
  return true;
}

// A list without repetitions.
template <std::vector<std::string> Config::*kMember, auto kAllowed, std::size_t kLeast>
bool TakeTexts(const toml::node& value, Config& config) {
  const toml::array* array = value.as_array();
  if (array == nullptr || array->size() < kLeast || array->size() > 16) return false;
  std::vector<std::string> texts;
  for (const toml::node& element : *array) {
    const auto text = element.value_exact<std::string>();
    if (!text || !kAllowed(*text) || IsOneOf(*text, texts)) return false;
    texts.push_back(*text);
  }
  config.*kMember = std::move(texts);
  return true;
}

template <std::filesystem::path Config::*kMember>
bool TakeFolder(const toml::node& value, Config& config) {
  const auto text = value.value_exact<std::string>();
  if (!text || !text->starts_with('/') || text->find('\0') != std::string::npos) return false;
  config.*kMember = *text;
  return true;
}

template <std::filesystem::path Config::*kMember>
bool TakePathOrNone(const toml::node& value, Config& config) {
  if (value.value_exact<std::string>() != "") return TakeFolder<kMember>(value, config);
  config.*kMember = std::filesystem::path();
  return true;
}

template <std::chrono::seconds Config::*kMember, std::int64_t kLeast, std::int64_t kMost>
bool TakeSeconds(const toml::node& value, Config& config) {
  const auto number = value.value_exact<std::int64_t>();
  if (!number || *number < kLeast || *number > kMost) return false;
  config.*kMember = std::chrono::seconds(*number);
  return true;
}

template <std::int64_t Config::*kMember, std::int64_t kLeast, std::int64_t kMost>
bool TakeNumber(const toml::node& value, Config& config) {
  const auto number = value.value_exact<std::int64_t>();
  if (!number || *number < kLeast || *number > kMost) return false;
  config.*kMember = *number;
  return true;
}

template <bool Config::*kMember>
bool TakeSwitch(const toml::node& value, Config& config) {
  const auto on = value.value_exact<bool>();
  if (on) config.*kMember = *on;
  return on.has_value();
}

bool TakeTextScale(const toml::node& value, Config& config) {
  const auto scale = value.value<double>();
  if (!scale || !std::isfinite(*scale) || *scale < 0.5 || *scale > 3.0) return false;
  config.text_scale = *scale;
  return true;
}

bool TakeClock(const toml::node& value, Config& config) {
  const auto moment = value.value_exact<toml::date_time>();
  if (!moment || !moment->offset || moment->offset->minutes != 0) return false;
  using namespace std::chrono;
  const year_month_day day{year(moment->date.year), month(moment->date.month),
                           std::chrono::day(moment->date.day)};
  config.demo_clock = sys_days(day) + hours(moment->time.hour) + minutes(moment->time.minute) +
                      seconds(moment->time.second);
  return true;
}

// In the order of image/clearway.toml.
constexpr std::array kKeys{
    Key{"place.kiosk", "1 to 40 letters, digits, '-' or '_'",
        TakeText<&Config::kiosk_id, IsKioskId>},
    Key{"place.name", "one line of text", TakeText<&Config::place_name, IsPlace>},
    Key{"place.country", "an ISO 3166-1 code of two capital letters, or \"\"",
        TakeText<&Config::country, IsCountry>},
    Key{"place.region", "one line of text", TakeText<&Config::region, IsPlace>},
    Key{"place.post", "the name of a kind of check, such as \"self-check\" or \"boarding\"",
        TakeText<&Config::post, IsPost>},
    Key{"place.disclosure", "a path that begins with /", TakeFolder<&Config::disclosure>},
    Key{"devices.camera", "\"v4l2:/dev/video0\", \"replay:PATH\", or \"\" for none",
        TakeText<&Config::camera, IsCamera>},
    Key{"devices.scanners", "a list such as [\"tty:/dev/ttyACM0\"], each once, at most 16",
        TakeTexts<&Config::scanners, IsScanner, 0>},
    Key{"devices.printer", "\"cups:\", \"cups:QUEUE\", \"file:FOLDER\", or \"\" for none",
        TakeText<&Config::printer, IsPrinter>},
    Key{"devices.paper", "\"a4\", \"a5\" or \"roll-80\"", TakeText<&Config::paper, IsPaper>},
    Key{"folders.trust", "a path that begins with /", TakeFolder<&Config::trust_folder>},
    Key{"folders.roots", "a path that begins with /", TakeFolder<&Config::roots_folder>},
    Key{"folders.import", "a path that begins with /", TakeFolder<&Config::import_folder>},
    Key{"folders.rules", "a path that begins with /", TakeFolder<&Config::rules_folder>},
    Key{"folders.data", "a path that begins with /", TakeFolder<&Config::data_folder>},
    Key{"sealed.reader_keys", "a path that begins with /, or \"\" for none",
        TakePathOrNone<&Config::reader_keys_folder>},
    Key{"sealed.device_key", "a path that begins with /, or \"\" for none",
        TakePathOrNone<&Config::device_key>},
    Key{"kept.secret", "a path that begins with /, or \"\" for none",
        TakePathOrNone<&Config::kiosk_secret>},
    Key{"kept.hours", "whole hours from 1 to 168", TakeNumber<&Config::vault_hours, 1, 168>},
    Key{"kept.day_keys", "a path that begins with /", TakeFolder<&Config::vault_keys>},
    Key{"receipt.minutes", "whole minutes from 5 to 1440, or 0 for none",
        [](const toml::node& value, Config& config) {
          return value.value_exact<std::int64_t>() == 0
                     ? TakeNumber<&Config::receipt_minutes, 0, 0>(value, config)
                     : TakeNumber<&Config::receipt_minutes, 5, 1440>(value, config);
        }},
    Key{"receipt.kiosks", "a path that begins with /, or \"\" for none",
        TakePathOrNone<&Config::receipt_kiosks>},
    Key{"staff.badge_keys", "a path that begins with /, or \"\" for none",
        TakePathOrNone<&Config::badge_keys>},
    Key{"retrieval.url", "an address that begins with https://, or \"\" for none",
        TakeText<&Config::retrieval_url, IsHttps>},
    Key{"retrieval.authority", "a path that begins with /, or \"\" for none",
        TakePathOrNone<&Config::retrieval_authority>},
    Key{"retrieval.certificate", "a path that begins with /, or \"\" for none",
        TakePathOrNone<&Config::retrieval_certificate>},
    Key{"retrieval.key", "a path that begins with /, or \"\" for none",
        TakePathOrNone<&Config::retrieval_key>},
    Key{"languages.offered", "a list of \"en\", \"zh-Hans\", \"ar\", each once",
        TakeTexts<&Config::languages, IsLanguage, 1>},
    Key{"languages.default", "one of \"en\", \"zh-Hans\", \"ar\"",
        TakeText<&Config::default_language, IsLanguage>},
    Key{"times.idle_warning", "whole seconds from 10 to 600",
        TakeSeconds<&Config::idle_warning, 10, 600>},
    Key{"times.idle_end", "whole seconds from 10 to 120", TakeSeconds<&Config::idle_end, 10, 120>},
    Key{"times.goodbye", "whole seconds from 1 to 60", TakeSeconds<&Config::goodbye, 1, 60>},
    Key{"screen.fullscreen", "true or false", TakeSwitch<&Config::fullscreen>},
    Key{"screen.width", "pixels from 640 to 7680", TakeNumber<&Config::width, 640, 7680>},
    Key{"screen.height", "pixels from 480 to 4320", TakeNumber<&Config::height, 480, 4320>},
    Key{"screen.width_mm", "millimetres from 100 to 3000, or 0 to ask the display",
        [](const toml::node& value, Config& config) {
          return value.value_exact<std::int64_t>() == 0
                     ? TakeNumber<&Config::screen_width_mm, 0, 0>(value, config)
                     : TakeNumber<&Config::screen_width_mm, 100, 3000>(value, config);
        }},
    Key{"screen.text_scale", "a number from 0.5 to 3.0", TakeTextScale},
    Key{"demo.enabled", "true or false", TakeSwitch<&Config::demo>},
    Key{"demo.clock", "a moment in UTC such as 2026-11-21T09:00:00Z, without quotes", TakeClock},
};

// --- The file -----------------------------------------------------------------------------------

// Levenshtein's distance.
std::size_t Distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < other.size(); ++j) {
      const std::size_t changed = diagonal + (one[i] == other[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({changed, row[j] + 1, row[j + 1] + 1}));
    }
  }
  return row.back();
}

std::string Suggestion(std::string_view unknown) {
  const auto distance = [&](const Key& key) { return Distance(unknown, key.name); };
  const Key& nearest = *std::ranges::min_element(kKeys, {}, distance);
  if (distance(nearest) <= 4)
    return fmt::format("there is no such key; did you mean {}?", nearest.name);
  return "there is no such key; image/clearway.toml shows them all";
}

// Names in a message are cut and stripped: they come from the file.
std::string Printable(std::string_view text) {
  std::string shown(text.substr(0, 60));
  std::ranges::replace_if(
      shown, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
  return shown;
}

class Reader {
 public:
  Reader(std::string file, LoadedConfig& loaded) : file_(std::move(file)), loaded_(loaded) {}

  void ReadTable(const toml::table& table, const std::string& prefix) {
    for (const auto& [name, value] : table) {
      const std::string key = prefix + std::string(name.str());
      const bool is_group = std::ranges::any_of(
          kKeys, [&](const Key& known) { return known.name.starts_with(key + "."); });
      if (is_group && value.is_table()) {
        ReadTable(*value.as_table(), key + ".");
      } else {
        ReadValue(key, value, is_group);
      }
    }
  }

  void CheckTogether(const toml::table& table) {
    const Config& config = loaded_.config;
    if (!IsOneOf(config.default_language, config.languages))
      Add(table, "languages.default",
          "is not among languages.offered: add it there or choose one of them");
    if (!config.rules_folder.empty() && config.country.empty())
      Add(table, "folders.rules", "rules are of a destination: write it as place.country, too");
    if (config.receipt_minutes != 0 && (config.device_key.empty() || config.country.empty()))
      Add(table, "receipt.minutes",
          "receipts say for which country, and the kiosk signs them: write place.country and "
          "sealed.device_key, too");
    if (!config.retrieval_url.empty() &&
        (config.retrieval_authority.empty() || config.retrieval_certificate.empty() ||
         config.retrieval_key.empty()))
      Add(table, "retrieval.url",
          "the service and this kiosk prove who they are: write authority, certificate and key");
    if (config.demo) return;
    if (config.camera.starts_with("replay:"))
      Add(table, "devices.camera",
          "a replayed camera is for demonstrations: set demo.enabled = true, or name a device");
    if (config.printer.starts_with("file:"))
      Add(table, "devices.printer",
          "a folder would keep travellers' certificates: set demo.enabled = true, or name a queue");
    if (config.demo_clock)
      Add(table, "demo.clock", "is for demonstrations: set demo.enabled = true, or remove it");
  }

  void Add(std::uint32_t line, std::string key, std::string what) {
    loaded_.problems.push_back({file_, line, std::move(key), std::move(what)});
  }

 private:
  void ReadValue(const std::string& key, const toml::node& value, bool is_group) {
    const std::uint32_t line = value.source().begin.line;
    if (is_group) return Add(line, key, fmt::format("is a group: write it as [{}]", key));
    const auto known = std::ranges::find(kKeys, key, &Key::name);
    if (known == kKeys.end()) return Add(line, Printable(key), Suggestion(key));
    if (!known->take(value, loaded_.config))
      Add(line, key, fmt::format("this value is not allowed: write {}", known->allowed));
  }

  void Add(const toml::table& table, const std::string& key, std::string what) {
    const toml::node_view<const toml::node> node = table.at_path(key);
    Add(node ? node.node()->source().begin.line : 0, key, std::move(what));
  }

  std::string file_;
  LoadedConfig& loaded_;
};

}  // namespace

Result<certificate::Disclosures> DisclosuresOf(const Config& config) {
  if (config.disclosure.empty()) return certificate::Disclosures::Shipped();
  const auto bytes = ReadFile(config.disclosure, kMaxFileBytes);
  if (!bytes) return std::unexpected(bytes.error());
  return certificate::Disclosures::Parse(
      {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

std::string ConfigProblem::Text() const {
  std::string text = file;
  if (line != 0) text += fmt::format(":{}", line);
  if (!key.empty()) text += ": " + key;
  return text + ": " + what;
}

LoadedConfig ParseConfig(std::string_view text, const std::string& file, bool demo) {
  LoadedConfig loaded;
  Reader reader(file, loaded);
  if (text.size() > kMaxFileBytes) {
    reader.Add(0, "", "is larger than 64 KiB, which no configuration needs to be");
    return loaded;
  }
  try {
    const toml::table table = toml::parse(text, file);
    reader.ReadTable(table, "");
    loaded.config.demo |= demo;
    reader.CheckTogether(table);
  } catch (const toml::parse_error& error) {
    reader.Add(error.source().begin.line, "",
               fmt::format("is no TOML: {}", Printable(error.description())));
  }
  std::ranges::stable_sort(loaded.problems, {}, &ConfigProblem::line);
  return loaded;
}

LoadedConfig LoadConfig(const std::filesystem::path& file, bool demo) {
  const auto fails = [&](std::string what) {
    return LoadedConfig{{}, {{file.string(), 0, "", std::move(what)}}};
  };
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    return fails("is not there, or is no file: name another with --config");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return fails("cannot be read: check its owner and permissions");
  std::string text(kMaxFileBytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  LoadedConfig loaded = ParseConfig(text, file.string(), demo);
  if (const auto disclosures = DisclosuresOf(loaded.config); !disclosures) {
    loaded.problems.push_back(
        {file.string(), 0, "place.disclosure", Printable(disclosures.error().detail)});
  }
  return loaded;
}

std::vector<std::string_view> ConfigKeys() {
  std::vector<std::string_view> names;
  names.reserve(kKeys.size());
  for (const Key& key : kKeys) names.push_back(key.name);
  return names;
}

}  // namespace clearway::kiosk
