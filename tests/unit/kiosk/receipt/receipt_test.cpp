#include "kiosk/receipt/receipt.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "base/encoding/base45.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/cose.h"
#include "keys/device_key.h"

namespace clearway::receipt {
namespace {

using encoding::Bytes;
using encoding::cbor::Value;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Timestamp kChecked{seconds(1'790'000'000)};
const Receipt kReceipt{.kiosk = "hall-2",
                       .destination = "CN",
                       .checked_at = kChecked,
                       .expires_at = kChecked + hours(2),
                       .number = {1, 2, 3, 4, 5, 6, 7, 8}};

// A kiosk with a key of its own.
class Kiosk {
 public:
  Kiosk() {
    std::string folder =
        (std::filesystem::temp_directory_path() / "clearway-receipt-XXXXXX").string();
    folder_ = ::mkdtemp(folder.data());
    const auto key = keys::MakeDeviceKey(folder_ / "device.key");
    std::ofstream(folder_ / "kiosk.pem") << key->PublicPem().value();
    signer_.emplace(keys::DeviceSigner::Load(folder_ / "device.key").value());
  }
  Kiosk(const Kiosk&) = delete;
  Kiosk& operator=(const Kiosk&) = delete;
  ~Kiosk() { std::filesystem::remove_all(folder_); }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] const keys::DeviceSigner& signer() const { return *signer_; }
  [[nodiscard]] std::string Text(const Receipt& receipt = kReceipt) const {
    return Issue(receipt, *signer_).value();
  }
  [[nodiscard]] receipt::Trust Trust() const { return Trust::FromFolder(folder_).value(); }

 private:
  std::filesystem::path folder_;
  std::optional<keys::DeviceSigner> signer_;
};

std::string Judge(const std::string& text, const Trust& trust, Timestamp now = kChecked,
                  const std::string& destination = "CN", bool trusted = true) {
  const auto receipt =
      Check(text, trust, {.destination = destination}, {.now = now, .trusted = trusted});
  return receipt ? "good" : ToString(receipt.error());
}

TEST(Receipt, says_where_when_and_for_which_country_and_nothing_else) {
  const Kiosk kiosk;
  const std::string text = kiosk.Text();
  EXPECT_TRUE(LooksLikeReceipt(text));
  EXPECT_LT(text.size(), 250U);
  const auto read =
      Check(text, kiosk.Trust(), {.destination = "CN"}, {.now = kChecked, .trusted = true});
  ASSERT_TRUE(read) << ToString(read.error());
  EXPECT_EQ(*read, kReceipt);
}

TEST(Receipt, counts_from_its_check_until_its_end_and_only_by_a_clock_that_is_sure) {
  const Kiosk kiosk;
  const std::string text = kiosk.Text();
  const Trust trust = kiosk.Trust();
  EXPECT_EQ(Judge(text, trust, kChecked - minutes(4)), "good") << "clocks differ a little";
  EXPECT_EQ(Judge(text, trust, kChecked - minutes(6)), "not-yet-valid");
  EXPECT_EQ(Judge(text, trust, kReceipt.expires_at), "good");
  EXPECT_EQ(Judge(text, trust, kReceipt.expires_at + seconds(1)), "expired");
  EXPECT_EQ(Judge(text, trust, kChecked, "CN", /*trusted=*/false), "clock-untrusted");
}

TEST(Receipt, is_for_its_destination_where_one_is_asked_for) {
  const Kiosk kiosk;
  EXPECT_EQ(Judge(kiosk.Text(), kiosk.Trust(), kChecked, "DE"), "other-destination");
  EXPECT_EQ(Judge(kiosk.Text(), kiosk.Trust(), kChecked, ""), "good");
}

TEST(Receipt, of_a_demonstration_counts_only_where_one_is_wanted) {
  const Kiosk kiosk;
  Receipt receipt = kReceipt;
  receipt.demo = true;
  EXPECT_EQ(Judge(kiosk.Text(receipt), kiosk.Trust()), "demonstration");
  EXPECT_TRUE(Check(kiosk.Text(receipt), kiosk.Trust(), {.demo = true},
                    {.now = kChecked, .trusted = true}));
  auto read = Parse(kiosk.Text(receipt));
  read->receipt.demo = false;
  EXPECT_EQ(Judge(Text(*read), kiosk.Trust()), "forged");
}

TEST(Receipt, of_a_kiosk_that_nobody_knows_is_not_called_forged) {
  const Kiosk ours;
  const Kiosk stranger;
  EXPECT_EQ(Judge(stranger.Text(), ours.Trust()), "unknown-kiosk");
  EXPECT_EQ(Judge(ours.Text(), Trust()), "unknown-kiosk");
}

TEST(Receipt, cannot_say_what_is_no_sense) {
  const Kiosk kiosk;
  const auto refused = [&](auto change) {
    Receipt receipt = kReceipt;
    change(receipt);
    return !Issue(receipt, kiosk.signer()).has_value();
  };
  EXPECT_TRUE(refused([](Receipt& r) { r.kiosk = ""; }));
  EXPECT_TRUE(refused([](Receipt& r) { r.kiosk = "Zhang Wei"; }));
  EXPECT_TRUE(refused([](Receipt& r) { r.kiosk = std::string(41, 'a'); }));
  EXPECT_TRUE(refused([](Receipt& r) { r.destination = "cn"; }));
  EXPECT_TRUE(refused([](Receipt& r) { r.destination = ""; }));
  EXPECT_TRUE(refused([](Receipt& r) { r.expires_at = r.checked_at + minutes(4); }));
  EXPECT_TRUE(refused([](Receipt& r) { r.expires_at = r.checked_at + hours(25); }));
}

// --- forging -----------------------------------------------------------------------------------

Bytes KeyIdOf(const Kiosk& kiosk) {
  const std::string id = KeyId(kiosk.signer().spki());
  return {id.begin(), id.end()};
}

// A message made by hand, signed by the kiosk over what stands in it.
struct Message {
  std::uint64_t tag = 18;
  std::int64_t algorithm = -7;
  Bytes key_id;
  std::string context = "clearway receipt 1";
  Value unprotected = Value::Map({});
  std::vector<std::pair<Value, Value>> claims;
  Bytes trailing;
};

std::string Make(const Message& message, const Kiosk& kiosk) {
  const Bytes header = Value::Map({{Value::Integer(1), Value::Integer(message.algorithm)},
                                   {Value::Integer(4), Value::String(message.key_id)}})
                           .encoded();
  const Bytes claims = Value::Map(message.claims).encoded();
  const Bytes signature =
      kiosk.signer()
          .Sign(encoding::cose::SignedBytes(header, claims, encoding::AsBytes(message.context)))
          .value();
  Bytes bytes =
      Value::Tagged(message.tag, Value::Array({Value::String(header), message.unprotected,
                                               Value::String(claims), Value::String(signature)}))
          .encoded();
  bytes.insert(bytes.end(), message.trailing.begin(), message.trailing.end());
  return "CC1:" + encoding::EncodeBase45(bytes);
}

Message Honest(const Kiosk& kiosk) {
  Message message;
  message.key_id = KeyIdOf(kiosk);
  message.claims = {
      {Value::Integer(1), Value::Text("hall-2")},
      {Value::Integer(4), Value::Integer(kReceipt.expires_at.time_since_epoch().count())},
      {Value::Integer(6), Value::Integer(kReceipt.checked_at.time_since_epoch().count())},
      {Value::Integer(7), Value::String(kReceipt.number)},
      {Value::Integer(-65538), Value::Text("CN")},
      {Value::Integer(-65539), Value::Integer(1)}};
  return message;
}

TEST(ReceiptForging, begins_from_a_message_that_counts) {
  const Kiosk kiosk;
  EXPECT_EQ(Judge(Make(Honest(kiosk), kiosk), kiosk.Trust()), "good");
}

// Even the kiosk's own key gives no second spelling and no other content.
TEST(ReceiptForging, a_message_of_another_shape_is_malformed) {
  const Kiosk kiosk;
  const std::map<std::string, void (*)(Message&)> changes{
      {"another tag", [](Message& m) { m.tag = 98; }},
      {"another algorithm", [](Message& m) { m.algorithm = -8; }},
      {"no known algorithm", [](Message& m) { m.algorithm = 0; }},
      {"an unprotected header",
       [](Message& m) {
         m.unprotected = Value::Map({{Value::Integer(4), Value::Integer(1)}});
       }},
      {"trailing bytes", [](Message& m) { m.trailing = {0}; }},
      {"no kiosk", [](Message& m) { m.claims.erase(m.claims.begin()); }},
      {"no end", [](Message& m) { m.claims.erase(m.claims.begin() + 1); }},
      {"no beginning", [](Message& m) { m.claims.erase(m.claims.begin() + 2); }},
      {"no number", [](Message& m) { m.claims.erase(m.claims.begin() + 3); }},
      {"no destination", [](Message& m) { m.claims.erase(m.claims.begin() + 4); }},
      {"no answer", [](Message& m) { m.claims.pop_back(); }},
      {"another answer", [](Message& m) { m.claims[5].second = Value::Integer(3); }},
      {"an answer in words", [](Message& m) { m.claims[5].second = Value::Text("accepted"); }},
      {"a claim more",
       [](Message& m) { m.claims.emplace_back(Value::Integer(-65540), Value::Text("ZHANG")); }},
      {"a claim twice", [](Message& m) { m.claims.push_back(m.claims[5]); }},
      {"a short number", [](Message& m) { m.claims[3].second = Value::String(Bytes(7)); }},
      {"a kiosk with a space", [](Message& m) { m.claims[0].second = Value::Text("hall 2"); }},
      {"no country", [](Message& m) { m.claims[4].second = Value::Text("CHN"); }},
      {"a long life",
       [](Message& m) {
         m.claims[1].second = Value::Integer(kChecked.time_since_epoch().count() + 90'000);
       }},
      {"an end before the check",
       [](Message& m) {
         m.claims[1].second = Value::Integer(kChecked.time_since_epoch().count() - 1);
       }},
      {"a time before 1970", [](Message& m) { m.claims[2].second = Value::Integer(-1); }},
      {"the far future", [](Message& m) { m.claims[1].second = Value::Integer(INT64_MAX); }}};
  for (const auto& [what, change] : changes) {
    Message message = Honest(kiosk);
    change(message);
    EXPECT_EQ(Judge(Make(message, kiosk), kiosk.Trust()), "malformed") << what;
  }
}

TEST(ReceiptForging, what_the_kiosk_signed_for_something_else_is_forged) {
  const Kiosk kiosk;
  for (const char* context : {"", "clearway staff badge 1", "clearway receipt 2"}) {
    Message message = Honest(kiosk);
    message.context = context;
    EXPECT_EQ(Judge(Make(message, kiosk), kiosk.Trust()), "forged") << context;
  }
}

TEST(ReceiptForging, anothers_signature_under_the_kiosks_name_is_forged) {
  const Kiosk kiosk;
  const Kiosk stranger;
  EXPECT_EQ(Judge(Make(Honest(kiosk), stranger), kiosk.Trust()), "forged");
  auto mixed = Parse(kiosk.Text());
  mixed->signature = Parse(stranger.Text())->signature;
  EXPECT_EQ(Judge(Text(*mixed), kiosk.Trust()), "forged");
}

TEST(ReceiptForging, a_changed_content_is_forged) {
  const Kiosk kiosk;
  const std::map<std::string, void (*)(Receipt&)> changes{
      {"destination", [](Receipt& r) { r.destination = "DE"; }},
      {"kiosk", [](Receipt& r) { r.kiosk = "hall-3"; }},
      {"later", [](Receipt& r) { r.checked_at += seconds(1); }},
      {"longer", [](Receipt& r) { r.expires_at += hours(1); }},
      {"another number", [](Receipt& r) { r.number[7] ^= 1; }}};
  for (const auto& [what, change] : changes) {
    auto read = Parse(kiosk.Text());
    change(read->receipt);
    EXPECT_EQ(Judge(Text(*read), kiosk.Trust(), kChecked, ""), "forged") << what;
  }
}

TEST(ReceiptForging, no_single_letter_can_be_changed) {
  const Kiosk kiosk;
  const Trust trust = kiosk.Trust();
  const std::string text = kiosk.Text();
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = text[i] == 'A' ? 'B' : 'A';
    EXPECT_NE(Judge(changed, trust), "good") << i;
  }
  EXPECT_EQ(Judge(text.substr(0, text.size() - 2), trust), "malformed");
  EXPECT_EQ(Judge(text + "00", trust), "malformed");
  EXPECT_EQ(Judge(" " + text, trust), "malformed");
  EXPECT_EQ(Judge("CC1:", trust), "malformed");
}

TEST(ReceiptForging, an_empty_or_absent_signature_is_not_one) {
  const Kiosk kiosk;
  auto read = Parse(kiosk.Text());
  for (const Bytes& signature : {Bytes{}, Bytes(64), Bytes(63, 1), Bytes(65, 1)}) {
    read->signature = signature;
    EXPECT_NE(Judge(Text(*read), kiosk.Trust()), "good");
  }
}

// --- whom to believe ---------------------------------------------------------------------------

TEST(ReceiptTrust, says_what_is_wrong_with_a_folder) {
  const Kiosk kiosk;
  EXPECT_EQ(Trust::FromFolder(kiosk.folder() / "absent").error().fault, Fault::kNotFound);
  std::ofstream(kiosk.folder() / "notes.txt") << "no key";
  EXPECT_TRUE(Trust::FromFolder(kiosk.folder()).has_value());
  std::ofstream(kiosk.folder() / "broken.pem") << "no key";
  EXPECT_EQ(Trust::FromFolder(kiosk.folder()).error().fault, Fault::kInvalid);
}

}  // namespace
}  // namespace clearway::receipt
