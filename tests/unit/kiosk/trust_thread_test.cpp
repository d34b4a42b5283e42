#include "kiosk/trust_thread.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <semaphore>

#include "tests/unit/kiosk/trust_rig.h"

namespace clearway::kiosk {
namespace {

using std::chrono::seconds;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class TrustThreadTest : public TrustRig {
 protected:
  // Until the thread says that there is something new.
  void AwaitChange() {
    ASSERT_TRUE(changed_.try_acquire_for(std::chrono::seconds(30)));
    ASSERT_TRUE(thread_.Poll());
  }
  void AskAndAwait() {
    thread_.Ask(now_ += seconds(3), {});
    AwaitChange();
  }
  std::counting_semaphore<> changed_{0};
  TrustThread thread_{folders(), keys::DemoSigners::kRefuse, [this] { changed_.release(); }};
  Moment now_{std::chrono::hours(1)};
};

TEST_F(TrustThreadTest, trusts_nobody_until_it_has_answered) {
  EXPECT_FALSE(thread_.has_answered());
  EXPECT_FALSE(thread_.usable());
  EXPECT_EQ(thread_.trust().store.size(), 0U);
  EXPECT_FALSE(thread_.Poll());
}

// So that main knows that there is nobody, and goes on with that.
TEST_F(TrustThreadTest, answers_where_there_is_nobody_to_trust_either) {
  std::filesystem::remove_all(folder_ / "signers");
  AskAndAwait();
  EXPECT_TRUE(thread_.has_answered());
  EXPECT_FALSE(thread_.usable());
  EXPECT_FALSE(thread_.report().empty());
}

TEST_F(TrustThreadTest, takes_over_what_comes_one_after_the_other) {
  InstallRoot();
  Drop("one", Numbered(1));
  AskAndAwait();
  EXPECT_EQ(thread_.trust().store.size(), 1U);
  EXPECT_THAT(thread_.report(), Contains(HasSubstr("Trust bundle 1")));
  for (std::uint64_t number = 2; number < 5; ++number) {
    Drop("next", Numbered(number));
    AskAndAwait();
    EXPECT_EQ(thread_.trust().bundle, number);
  }
}

TEST_F(TrustThreadTest, looks_every_two_seconds) {
  InstallRoot();
  Drop("one", Numbered(1));
  AskAndAwait();
  thread_.Ask(now_ + seconds(1), {});  // were this a look, the next would not be one
  Drop("two", Numbered(2));
  thread_.Ask(now_ + seconds(2), {});
  AwaitChange();
  EXPECT_EQ(thread_.trust().bundle, 2U);
}

TEST_F(TrustThreadTest, never_waits_and_keeps_the_trust_in_use_while_the_thread_is_held_up) {
  InstallRoot();
  Drop("one", Numbered(1));
  std::counting_semaphore<> go_on{0};
  TrustThread held(folders(), keys::DemoSigners::kRefuse, [&] {
    changed_.release();
    go_on.acquire();
  });
  held.Ask(now_, {});
  changed_.acquire();
  ASSERT_TRUE(held.Poll());
  const Trust* in_use = &held.trust();
  Drop("two", Numbered(2));
  held.Ask(now_ += seconds(3), {});
  EXPECT_FALSE(held.Poll());
  held.Ask(now_ += seconds(3), {});
  EXPECT_FALSE(held.Poll());
  held.Ask(now_ += std::chrono::seconds(30), {});
  EXPECT_TRUE(held.Poll());
  EXPECT_THAT(held.report(), Contains(HasSubstr("do not answer")));
  EXPECT_FALSE(held.Poll()) << "it is told once";
  EXPECT_EQ(&held.trust(), in_use);
  EXPECT_EQ(held.trust().bundle, 1U);
  go_on.release(2);  // what is asked by now, and its end
  changed_.acquire();
  ASSERT_TRUE(held.Poll());
  EXPECT_EQ(held.trust().bundle, 2U);
  EXPECT_THAT(held.report(), Not(Contains(HasSubstr("do not answer"))));
}

}  // namespace
}  // namespace clearway::kiosk
