#include "kiosk/trust_watch.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>

#include <fstream>
#include <string>

#include "base/core/unique_fd.h"
#include "keys/revocation_builder.h"
#include "tests/unit/certificate/rules/example_rules.h"
#include "tests/unit/kiosk/trust_rig.h"

namespace clearway::kiosk {
namespace {

namespace fs = std::filesystem;
using encoding::Bytes;
using testing::Contains;
using testing::HasSubstr;

class TrustWatchTest : public TrustRig {
 protected:
  [[nodiscard]] bool usable() const { return watch_.trust() != nullptr; }
  [[nodiscard]] const Trust& trust() const {
    static const Trust nobody{};
    return usable() ? *watch_.trust() : nobody;
  }
  bool Look(std::optional<Timestamp> synchronised = {}) {
    return watch_.Refresh(now_ += std::chrono::seconds(3), synchronised);
  }

  // Makes a revocation file with one list, which is empty, and the bundle that names it.
  [[nodiscard]] keys::TrustBundle NamingRevocations(const fs::path& file) const {
    auto builder = keys::RevocationBuilder::Create(file);
    EXPECT_TRUE(builder);
    builder->AddScope("thc:XX", kIssued, kIssued + std::chrono::days(1));
    EXPECT_TRUE(builder->Finish(kIssued));
    keys::TrustBundle bundle = Numbered(1);
    bundle.revocation = keys::RevocationFile::Open(file).value().header_digest();
    return bundle;
  }

  TrustWatch watch_{folders(), keys::DemoSigners::kRefuse};
  Moment now_{std::chrono::hours(1)};
};

TEST_F(TrustWatchTest, believes_the_folder_of_signers_while_there_is_no_root) {
  EXPECT_FALSE(usable());
  InstallSigner();
  EXPECT_TRUE(Look());
  EXPECT_EQ(trust().store.size(), 1U);
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("without a trust bundle")));
}

TEST_F(TrustWatchTest, believes_bundles_only_once_there_is_a_root) {
  InstallSigner();
  InstallRoot();
  (void)Look();
  EXPECT_FALSE(usable());
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("no trust bundle has been imported yet")));
}

TEST_F(TrustWatchTest, does_not_fall_back_to_bare_signers_when_a_root_cannot_be_read) {
  InstallSigner();
  Write("roots/root.pub", encoding::AsBytes("nonsense"));
  (void)Look();
  EXPECT_FALSE(usable());
}

TEST_F(TrustWatchTest, takes_over_a_bundle_that_is_dropped_into_its_inbox) {
  InstallRoot();
  Drop("one", Numbered(1));
  EXPECT_TRUE(Look());
  EXPECT_TRUE(usable());
  EXPECT_EQ(trust().issued_at, kIssued);
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("Trust bundle 1")));
  EXPECT_TRUE(fs::is_empty(folder_ / "inbox"));
  EXPECT_FALSE(Look());
  Drop("two", Numbered(2));
  EXPECT_TRUE(Look());
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("Trust bundle 2")));
}

TEST_F(TrustWatchTest, takes_over_in_the_end_what_came_while_another_program_imported) {
  InstallRoot();
  fs::create_directories(folder_ / "data/trust");
  {
    const UniqueFd other(
        open((folder_ / "data/trust").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    ASSERT_EQ(flock(other.get(), LOCK_EX), 0);
    Drop("1.bundle", Numbered(1));
    (void)Look();
    EXPECT_FALSE(usable());
    EXPECT_THAT(watch_.report(), Contains(HasSubstr("another program keeps")));
  }
  EXPECT_TRUE(Look());
  EXPECT_TRUE(usable());
}

TEST_F(TrustWatchTest, takes_over_the_rules_of_each_new_bundle) {
  InstallRoot();
  Drop("one", Numbered(1));
  (void)Look();
  EXPECT_FALSE(trust().rules);
  Drop("two", Ruled(2, {rules::Json({.identifier = "VR-XA-0001"})}));
  EXPECT_TRUE(Look());
  ASSERT_TRUE(trust().rules);
  ASSERT_EQ(trust().rules->rules().size(), 1U);
  EXPECT_EQ(trust().rules->rules().front().heading.identifier, "VR-XA-0001");
  EXPECT_THAT(watch_.report(), Contains("Rules of the trust bundle: 1, mistakes in them: 0"));
  Drop("three", Ruled(3, {rules::Json({.identifier = "VR-XA-0002"}), "{"}));
  EXPECT_TRUE(Look());
  EXPECT_EQ(trust().rules->rules().front().heading.identifier, "VR-XA-0002");
  EXPECT_EQ(trust().rules->unreadable().size(), 1U);
  EXPECT_THAT(watch_.report(), Contains("Rules of the trust bundle: 1, mistakes in them: 1"));
  Drop("four", Numbered(4));
  EXPECT_TRUE(Look());
  EXPECT_FALSE(trust().rules);
}

TEST_F(TrustWatchTest, takes_over_who_may_sign_staff_badges) {
  InstallRoot();
  EXPECT_TRUE(trust().badges.empty());
  keys::TrustBundle bundle = Numbered(1);
  bundle.badge_signers = {root_.spki()};
  bundle.revoked_badges = {Bytes(8, 3)};
  Write("inbox/bundle", keys::Signed(bundle, {&root_}));
  ASSERT_TRUE(watch_.Refresh(Moment{}, {}));
  EXPECT_FALSE(trust().badges.empty());
  staff::BadgeId revoked{};
  revoked.fill(3);
  EXPECT_TRUE(trust().badges.IsRevoked(revoked));
}

TEST_F(TrustWatchTest, believes_a_file_of_badge_keys_only_while_there_is_no_root) {
  InstallSigner();
  const std::string pem = Pem(root_.spki());
  Write("badges.pub", encoding::AsBytes(pem));
  const auto has_signers = [this] {
    TrustFolders with_badges = folders();
    with_badges.badge_keys = folder_ / "badges.pub";
    TrustWatch watch(with_badges, keys::DemoSigners::kRefuse);
    watch.Refresh(Moment{}, {});
    return watch.trust() != nullptr && !watch.trust()->badges.empty();
  };
  EXPECT_TRUE(has_signers());
  InstallRoot();
  EXPECT_FALSE(has_signers());
}

TEST_F(TrustWatchTest, keeps_the_rules_in_use_when_a_bundle_is_refused) {
  InstallRoot();
  Drop("two", Ruled(2, {rules::Json({})}));
  (void)Look();
  Drop("older", Numbered(1));
  (void)Look();
  ASSERT_TRUE(trust().rules);
  EXPECT_EQ(trust().rules->rules().size(), 1U);
}

TEST_F(TrustWatchTest, says_that_another_bundle_of_the_number_in_use_was_not_taken_over) {
  InstallRoot();
  Drop("one", Numbered(1));
  (void)Look();
  Drop("ruled", Ruled(1, {rules::Json({})}));
  (void)Look();
  EXPECT_FALSE(trust().rules);
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("ruled was not taken over: another trust bundle "
                                                  "of the number 1 is in use")));
}

TEST_F(TrustWatchTest, keeps_the_last_good_bundle_and_says_what_it_refused) {
  InstallRoot();
  Drop("two", Numbered(2));
  (void)Look();
  Drop("older", Numbered(1));
  Write("inbox/half", encoding::ByteView(keys::Signed(Numbered(3), {&root_})).first(100));
  EXPECT_TRUE(Look());
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("Trust bundle 2")));
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("older was not taken over")));
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("half was not taken over")));
  Drop("half", Numbered(3));  // the copy is complete now
  EXPECT_TRUE(Look());
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("Trust bundle 3")));
}

TEST_F(TrustWatchTest, keeps_its_bundle_when_the_next_has_expired_or_is_from_the_future) {
  const Timestamp now = kIssued + std::chrono::days(1);
  keys::TrustBundle expired = Numbered(2);
  expired.expires_at = kIssued + std::chrono::hours(1);
  keys::TrustBundle future = Numbered(3);
  future.issued_at = now + std::chrono::hours(1);
  InstallRoot();
  Drop("1", Numbered(1));
  Drop("2", expired);
  Drop("3", future);
  EXPECT_TRUE(Look(now));
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("Trust bundle 1")));
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("2 was not taken over: trust bundle 2")));
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("3 was not taken over: trust bundle 3")));
  EXPECT_FALSE(trust().store.IsOutdated(now));
}

TEST_F(TrustWatchTest, looks_again_at_what_it_refused_once_the_clock_may_have_moved) {
  const Timestamp now = kIssued - std::chrono::hours(1);
  InstallRoot();
  Drop("1", Numbered(1));
  (void)Look(now);
  ASSERT_FALSE(usable());
  (void)Look(kIssued);
  EXPECT_FALSE(usable()) << "the file is left alone for a while";
  now_ += std::chrono::minutes(10);
  EXPECT_TRUE(Look(kIssued));
  EXPECT_TRUE(usable());
  EXPECT_TRUE(fs::is_empty(folder_ / "inbox"));
}

TEST_F(TrustWatchTest, follows_the_roots_through_a_bundle_that_has_expired) {
  const Timestamp now = kIssued + std::chrono::days(1);
  const keys::TestRoot next_root;
  keys::TrustBundle change = Numbered(1);
  change.expires_at = kIssued + std::chrono::hours(1);
  change.roots = {next_root.spki()};
  InstallRoot();
  Drop("1", change);
  Write("inbox/2", keys::Signed(Numbered(2), {&next_root}));
  EXPECT_TRUE(Look(now));
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("Trust bundle 2")));
  EXPECT_FALSE(trust().store.IsOutdated(now));
}

TEST_F(TrustWatchTest, says_that_its_only_bundle_is_damaged_and_takes_the_next) {
  InstallRoot();
  fs::create_directory(folder_ / "data" / "trust");
  Write("data/trust/bundle", encoding::AsBytes("damaged"));
  (void)Look();
  EXPECT_FALSE(usable());
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("is good; import one again")));
  Drop("one", Numbered(1));
  EXPECT_TRUE(Look());
  EXPECT_TRUE(usable());
}

TEST_F(TrustWatchTest, is_outdated_past_the_bundles_end) {
  InstallRoot();
  Drop("one", Numbered(1));
  (void)Look();
  EXPECT_FALSE(trust().store.IsOutdated(kIssued));
  EXPECT_TRUE(trust().store.IsOutdated(kIssued + std::chrono::days(15)));
}

TEST_F(TrustWatchTest, clears_nobody_while_the_revocation_file_is_damaged_and_tries_again) {
  InstallRoot();
  const fs::path file = folder_ / "inbox" / "revocations";
  Drop("one", NamingRevocations(file));
  const auto sound = ReadFile(file, 1 << 20);
  ASSERT_TRUE(sound);
  (void)Look();
  const fs::path kept = *fs::directory_iterator(folder_ / "data" / "trust" / "revocations");
  // In its place, so that no folder's time tells of it.
  const auto write = [&](encoding::ByteView bytes) {
    fs::permissions(kept, fs::perms::owner_write, fs::perm_options::add);
    std::ofstream(kept, std::ios::binary)
        .write(encoding::AsText(bytes).data(), static_cast<std::streamsize>(bytes.size()));
  };
  encoding::Bytes damaged = *sound;
  damaged[0] ^= 1;
  TrustWatch again(folders(), keys::DemoSigners::kRefuse);
  write(damaged);
  (void)again.Refresh(Moment{}, kIssued);
  const auto answer = [&again] {
    return again.trust()->store.revocations()->Find(keys::RevocationKind::kTravelHealth, "thc:XX",
                                                    {}, kIssued, kIssued);
  };
  EXPECT_EQ(answer(), keys::RevocationAnswer::kDamaged);
  EXPECT_THAT(again.report(), Contains(HasSubstr("revocation file")));
  write(*sound);
  EXPECT_FALSE(again.Refresh(Moment{} + std::chrono::minutes(9), kIssued));
  EXPECT_EQ(answer(), keys::RevocationAnswer::kDamaged);
  EXPECT_TRUE(again.Refresh(Moment{} + std::chrono::minutes(11), kIssued));
  EXPECT_EQ(answer(), keys::RevocationAnswer::kNotRevoked);
}

TEST_F(TrustWatchTest, takes_no_link_and_no_damaged_revocations_out_of_its_inbox) {
  InstallRoot();
  const fs::path built = folder_ / "built";
  Drop("one", NamingRevocations(built));
  fs::copy_file(built, folder_ / "inbox" / "revocations");
  (void)Look();
  const fs::path kept = *fs::directory_iterator(folder_ / "data" / "trust" / "revocations");
  fs::create_symlink(built, folder_ / "inbox" / "link");
  (void)Look();
  EXPECT_FALSE(fs::is_symlink(kept));
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("it is a link")));
  auto damaged = *ReadFile(built, 1 << 20);
  damaged.back() ^= 1;
  Write("inbox/damaged", damaged);
  (void)Look();
  EXPECT_EQ(*ReadFile(kept, 1 << 20), *ReadFile(built, 1 << 20));
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("damaged was not taken over")));
}

// A name that leads nowhere is no file that has not come yet.
TEST_F(TrustWatchTest, clears_nobody_while_its_revocation_file_leads_nowhere) {
  InstallRoot();
  keys::TrustBundle bundle = Numbered(1);
  bundle.revocation.emplace();
  const fs::path place = RevocationsAt(folders().keeper, *bundle.revocation);
  fs::create_directories(place.parent_path());
  fs::create_symlink("/nonexistent", place);
  Drop("one", bundle);
  (void)Look();
  ASSERT_NE(trust().store.revocations(), nullptr);
  EXPECT_EQ(trust().store.revocations()->Find(keys::RevocationKind::kTravelHealth, "thc:XX", {},
                                              kIssued, kIssued),
            keys::RevocationAnswer::kDamaged);
}

TEST_F(TrustWatchTest,
       uses_the_revocation_file_that_its_bundle_names_and_misses_it_until_it_comes) {
  InstallRoot();
  const fs::path file = folder_ / "built";
  Drop("one", NamingRevocations(file));
  (void)Look();
  EXPECT_EQ(trust().store.revocations(), nullptr);
  EXPECT_THAT(watch_.report(), Contains(HasSubstr("revocation file")));
  fs::rename(file, folder_ / "inbox" / "revocations");
  EXPECT_TRUE(Look());
  ASSERT_NE(trust().store.revocations(), nullptr);
  EXPECT_EQ(trust().store.revocations()->scopes(), 1U);
  EXPECT_TRUE(fs::is_empty(folder_ / "inbox"));
}

}  // namespace
}  // namespace clearway::kiosk
