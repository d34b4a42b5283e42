#pragma once

#include <string>
#include <vector>

#include "base/core/result.h"
#include "keys/trust_bundle.h"

namespace clearway::tools {

// Where a trust bundle's content is gathered from; file and folder names.
struct TrustSources {
  std::vector<std::string> signers;         // certificates, DER or PEM: files or folders
  std::vector<std::string> eu_lists;        // JSON of the EU gateway
  std::string eu_anchor;                    // the gateway's trust anchor; may be empty
  std::vector<std::string> did_documents;   // WHO GDHCN
  std::vector<std::string> jwk_sets;        // "ISSUER_URL=FILE"
  std::vector<std::string> anchors;         // CSCA certificates: files or folders
  std::vector<std::string> crls;            // files
  std::vector<std::string> rules;           // with value sets among them: files or folders
  std::vector<std::string> value_sets;      // the same, where they lie elsewhere
  std::vector<std::string> next_roots;      // public keys that may sign the next bundle
  std::vector<std::string> badge_signers;   // public keys that may sign staff badges
  std::vector<std::string> revoked_badges;  // their identifiers, 16 hexadecimal digits
};

struct GatheredTrust {
  keys::TrustBundle bundle;
  std::vector<std::string> problems;  // a sentence for each that was left out
  std::vector<std::string> notes;     // a sentence for what could not be checked
};

// The files and folders that they name.
[[nodiscard]] std::vector<std::string> PathsOf(const TrustSources& sources);

// Gathers signers, authorities, CRLs, rules, value sets and roots; each signer and authority once.
// A file that cannot be read at all is an error, an entry that cannot be used is a problem. A rule
// that cannot be applied goes along with a note: left out, somebody would be accepted for want of
// it.
[[nodiscard]] Result<GatheredTrust> GatherTrust(const TrustSources& sources);

// The certificates in a file, or in the files *.pem, *.crt, *.cer and *.der of a folder.
[[nodiscard]] Result<std::vector<encoding::Bytes>> CertificatesAt(const std::string& path);

// "LEFT=RIGHT" at its last equals sign; kInvalid where a half is missing, with `form` as what to
// write.
[[nodiscard]] Result<std::pair<std::string, std::string>> SplitPair(const std::string& text,
                                                                    const char* form);

}  // namespace clearway::tools
