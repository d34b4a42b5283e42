#include "tools/clearway/revocation_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/core/file.h"
#include "base/encoding/base64.h"
#include "base/encoding/hex.h"
#include "certificate/dates.h"
#include "keys/importing/card_revocation_list.h"
#include "keys/importing/crl.h"
#include "keys/importing/eu_revocation_batch.h"
#include "keys/pem.h"
#include "keys/revocation_scope.h"
#include "keys/signer.h"
#include "tools/clearway/trust_sources.h"

namespace clearway::tools {
namespace {

namespace fs = std::filesystem;
using encoding::Bytes;
using keys::RevocationKind;

constexpr std::size_t kLargestFile = 64U << 20;
constexpr std::size_t kLongestLine = 4096;

// What the lines of a plain list are.
struct ListKind {
  std::string scope;
  RevocationKind kind;
  bool is_hash;  // 16 bytes in hexadecimal or base64; otherwise a text as it is
};

constexpr const char* kListForm =
    "--list thc:ISSUER=FILE, or --list eu:KID:uvci=FILE, eu:KID:country-uvci=FILE, "
    "eu:KID:signature=FILE";

std::optional<RevocationKind> EuKindNamed(std::string_view name) {
  if (name == "uvci") return RevocationKind::kUvci;
  if (name == "country-uvci") return RevocationKind::kCountryCodeUvci;
  if (name == "signature") return RevocationKind::kSignature;
  return std::nullopt;
}

// A list that nobody can ever be looked up in would be taken for one that names nobody.
Status CheckedScope(const char* option, const std::string& scope) {
  const Status sound = keys::CheckScope(scope);
  if (sound) return {};
  return Fail(sound.error().fault, fmt::format("{} \"{}\" can match nothing: {}; see "
                                               "docs/formats/revocation-file.md",
                                               option, scope, sound.error().detail));
}

Result<ListKind> ListKindOf(const std::string& what) {
  if (what.starts_with("thc:")) {
    if (Status sound = CheckedScope("--list", what); !sound) return std::unexpected(sound.error());
    return ListKind{what, RevocationKind::kTravelHealth, false};
  }
  const std::size_t last = what.rfind(':');
  const auto kind =
      what.starts_with("eu:") && last > 3 ? EuKindNamed(what.substr(last + 1)) : std::nullopt;
  if (!kind)
    return Fail(Fault::kInvalid, fmt::format("\"{}\" is no list: write {}", what, kListForm));
  const std::string scope = what.substr(0, last);
  if (Status sound = CheckedScope("--list", scope); !sound) return std::unexpected(sound.error());
  return ListKind{scope, *kind, true};
}

std::optional<Bytes> HashIn(std::string_view line) {
  for (const auto decode : {encoding::DecodeHex, encoding::DecodeBase64}) {
    Result<Bytes> decoded = decode(line);
    if (auto hash = decoded ? keys::CutEuHash(std::move(*decoded)) : std::nullopt) return hash;
  }
  return std::nullopt;
}

std::string_view WithoutReturn(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// A serial may begin with the same sign.
bool IsComment(std::string_view line) {
  return line == "#" || line.starts_with("# ");
}

class Gatherer {
 public:
  Gatherer(Timestamp now, std::chrono::hours fresh, keys::RevocationBuilder& builder)
      : now_(now), until_(now + fresh), builder_(builder) {}

  Status TakeEu(const std::string& path) {
    const auto files = JsonFiles(path);
    if (!files) return std::unexpected(files.error());
    for (const fs::path& file : *files) {
      const auto text = ReadFile(file, kLargestFile);
      if (!text) return std::unexpected(text.error());
      const auto batches = keys::ReadEuRevocationBatches(encoding::AsText(*text));
      if (!batches)
        return Fail(batches.error().fault, file.string() + ": " + batches.error().detail);
      std::size_t number = 0;
      for (const auto& batch : *batches) {
        ++number;
        if (Status added = AddBatch(batch); !added) {
          return Fail(added.error().fault, fmt::format("{}: revocation batch {}: {}", file.string(),
                                                       number, added.error().detail));
        }
      }
    }
    return {};
  }

  Status TakeCards(const std::string& pair) {
    const auto split = SplitPair(pair, "--smart https://ISSUER=FILE");
    if (!split) return std::unexpected(split.error());
    const auto text = ReadFile(split->second, kLargestFile);
    if (!text) return std::unexpected(text.error());
    const auto list = keys::ReadCardRevocationList(encoding::AsText(*text));
    if (!list) return Fail(list.error().fault, split->second + ": " + list.error().detail);
    const std::string scope = keys::CardScope(split->first, list->key_id);
    if (Status sound = CheckedScope("--smart", scope); !sound) return sound;
    builder_.AddScope(scope, now_, until_);
    for (const keys::RevokedCard& card : list->cards) {
      Status added = builder_.Add(RevocationKind::kSmartRid, scope, encoding::AsBytes(card.rid),
                                  card.issued_before);
      if (!added) return added;
    }
    return {};
  }

  Status TakeCrl(const std::string& path, const std::vector<Bytes>& authorities) {
    const auto file = ReadFile(path, kLargestFile);
    if (!file) return std::unexpected(file.error());
    const auto blocks = keys::PemBlocksOrDer(*file, "X509 CRL");
    if (!blocks) return Fail(blocks.error().fault, path + ": " + blocks.error().detail);
    if (blocks->empty()) return Fail(Fault::kInvalid, path + " holds no CRL");
    for (const Bytes& der : *blocks) {
      const auto crl = keys::ReadCrl(der, authorities, now_);
      if (!crl) return Fail(crl.error().fault, path + ": " + crl.error().detail);
      if (Status added = AddCrl(*crl); !added) return added;
    }
    return {};
  }

  Status TakeList(const std::string& pair) {
    const auto split = SplitPair(pair, kListForm);
    if (!split) return std::unexpected(split.error());
    const auto kind = ListKindOf(split->first);
    if (!kind) return std::unexpected(kind.error());
    const std::string& path = split->second;
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return Fail(Fault::kInvalid, path + " is no plain file");
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return Fail(Fault::kNotFound, "the list " + path + " cannot be read");
    builder_.AddScope(kind->scope, now_, until_);
    std::size_t number = 0;
    for (std::array<char, kLongestLine> line{}; stream.getline(line.data(), line.size());) {
      ++number;
      const std::size_t end = stream.eof() ? 0 : 1;  // the line's end counts as one more
      const std::string_view text(line.data(), static_cast<std::size_t>(stream.gcount()) - end);
      if (Status added = AddLine(*kind, WithoutReturn(text)); !added) {
        return Fail(added.error().fault,
                    fmt::format("{}, line {}: {}", path, number, added.error().detail));
      }
    }
    if (stream.eof()) return {};
    return Fail(Fault::kInvalid,
                fmt::format("{} could not be read to its end: line {} is too long, "
                            "or the disk failed",
                            path, number + 1));
  }

  Status Cover(const std::string& scope) {
    if (Status sound = CheckedScope("--covers", scope); !sound) return sound;
    builder_.AddScope(scope, now_, until_);
    return {};
  }

  Status CoverSigners(const std::string& path) {
    const auto certificates = CertificatesAt(path);
    if (!certificates) return std::unexpected(certificates.error());
    for (const Bytes& der : *certificates) {
      const auto signer = keys::SignerFromX509(der);
      if (!signer) return Fail(signer.error().fault, path + ": " + signer.error().detail);
      builder_.AddScope(keys::EuScope(encoding::AsBytes(signer->key_id)), now_, until_);
    }
    return {};
  }

  [[nodiscard]] std::size_t over() const { return over_; }

 private:
  Status AddBatch(const keys::EuRevocationBatch& batch) {
    const auto expires = certificate::ParseDateTime(batch.expires);
    if (!batch.expires.empty() && !expires) {
      return Fail(Fault::kInvalid, "its expiry is no moment of RFC 3339");
    }
    if (expires && *expires < now_) {
      ++over_;
      return {};
    }
    // The gateway's own list may change when a batch is over: the all-clear ends there.
    builder_.AddScope(batch.scope, now_, expires ? std::min(until_, *expires) : until_);
    for (const Bytes& hash : batch.hashes) {
      if (Status added = builder_.Add(batch.kind, batch.scope, hash); !added) return added;
    }
    return {};
  }

  Status AddCrl(const keys::CrlContent& crl) {
    for (const std::string& scope : crl.scopes) {
      builder_.AddScope(scope, crl.issued, crl.next_update);
      for (const Bytes& serial : crl.serials) {
        Status added = builder_.Add(RevocationKind::kCrlSerial, scope, serial);
        if (!added) return added;
      }
    }
    return {};
  }

  Status AddLine(const ListKind& kind, std::string_view line) {
    if (line.empty() || IsComment(line)) return {};
    if (!kind.is_hash) {
      if (!keys::IsFreeOfSpace(line)) {
        return Fail(Fault::kInvalid, "a serial has no white space and no byte order mark");
      }
      return builder_.Add(kind.kind, kind.scope, encoding::AsBytes(line));
    }
    const auto hash = HashIn(line);
    if (!hash)
      return Fail(Fault::kInvalid, "this is no hash of 16 bytes or 32 in hexadecimal or base64");
    return builder_.Add(kind.kind, kind.scope, *hash);
  }

  // All that is there, but for hidden files.
  static Result<std::vector<fs::path>> JsonFiles(const std::string& path) {
    std::error_code error;
    if (!fs::is_directory(path, error)) return std::vector<fs::path>{path};
    auto files = PathsIn(path);
    if (!files) return files;
    std::erase_if(*files,
                  [](const fs::path& file) { return file.filename().string().starts_with('.'); });
    if (files->empty()) return Fail(Fault::kNotFound, "there is no *.json in " + path);
    const auto is_other = [](const fs::path& file) { return file.extension() != ".json"; };
    const auto other = std::ranges::find_if(*files, is_other);
    if (other == files->end()) return files;
    return Fail(Fault::kInvalid,
                other->string() +
                    " is no *.json: a batch that was passed over would be missing; "
                    "name it so, or take it out of the folder");
  }

  Timestamp now_;
  Timestamp until_;
  keys::RevocationBuilder& builder_;
  std::size_t over_ = 0;
};

Result<std::vector<Bytes>> AuthoritiesOf(const RevocationSources& sources) {
  std::vector<Bytes> authorities;
  for (const std::string& path : sources.anchors) {
    auto found = CertificatesAt(path);
    if (!found) return found;
    std::ranges::move(*found, std::back_inserter(authorities));
  }
  return authorities;
}

}  // namespace

std::vector<std::string> InputsOf(const RevocationSources& sources) {
  std::vector<std::string> inputs;
  for (const auto* paths :
       {&sources.eu_batches, &sources.crls, &sources.anchors, &sources.covers_signers}) {
    inputs.insert(inputs.end(), paths->begin(), paths->end());
  }
  for (const auto* pairs : {&sources.card_lists, &sources.lists}) {
    for (const std::string& pair : *pairs) {
      if (auto split = SplitPair(pair, kListForm)) inputs.push_back(std::move(split->second));
    }
  }
  return inputs;
}

Result<std::size_t> GatherRevocations(const RevocationSources& sources, Timestamp now,
                                      std::chrono::hours fresh, keys::RevocationBuilder& builder) {
  const auto authorities = AuthoritiesOf(sources);
  if (!authorities) return std::unexpected(authorities.error());
  Gatherer gatherer(now, fresh, builder);
  Status status;
  const auto each = [&status](const std::vector<std::string>& inputs, auto take) {
    for (const std::string& input : inputs) {
      if (status) status = take(input);
    }
  };
  each(sources.eu_batches, [&](const std::string& path) { return gatherer.TakeEu(path); });
  each(sources.card_lists, [&](const std::string& pair) { return gatherer.TakeCards(pair); });
  each(sources.crls, [&](const std::string& path) { return gatherer.TakeCrl(path, *authorities); });
  each(sources.lists, [&](const std::string& pair) { return gatherer.TakeList(pair); });
  each(sources.covers, [&](const std::string& scope) { return gatherer.Cover(scope); });
  each(sources.covers_signers,
       [&](const std::string& path) { return gatherer.CoverSigners(path); });
  if (!status) return std::unexpected(status.error());
  return gatherer.over();
}

}  // namespace clearway::tools
