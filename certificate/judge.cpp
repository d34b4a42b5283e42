#include "certificate/judge.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "certificate/declaration_check.h"
#include "certificate/record_dates.h"

namespace clearway::certificate {
namespace {

struct Finding {
  Answer answer;
  Reason reason;
};

Message PublicSentence(Cause cause) {
  switch (cause) {
    case Cause::kMalformed:
      return {Translatable("This code is incomplete or damaged. Please show the original code "
                           "again, or ask our staff for help."),
              {}};
    case Cause::kUnsupported:
      return {Translatable("Certificates of this kind cannot be checked at this kiosk. Please show "
                           "it to our staff."),
              {}};
    case Cause::kSealed:
      return {
          Translatable("This certificate is sealed for other readers than this kiosk, so it could "
                       "not be checked. Please show it to our staff."),
          {}};
    case Cause::kUnsupportedAlgorithm:
      return {Translatable("This certificate is signed in a way that this kiosk cannot check. "
                           "Please show it to our staff."),
              {}};
    case Cause::kUnknownSigner:
      return {Translatable("This kiosk does not know who issued this certificate, so it could not "
                           "be checked. Please show it to our staff."),
              {}};
    case Cause::kUntrustedChain:
      return {Translatable("This kiosk could not confirm who issued this certificate. Please show "
                           "it to our staff."),
              {}};
    case Cause::kBadSignature:
      return {Translatable("The signature of this certificate does not match its content. Please "
                           "show the original certificate, or ask our staff for help."),
              {}};
    case Cause::kKeyUsage:
      return {Translatable("The key that signed this certificate is not meant for this kind of "
                           "certificate. Please ask our staff for help."),
              {}};
    case Cause::kNotYetValid:
      return {
          Translatable("This certificate is not valid yet. Please show one that is valid today, "
                       "or ask our staff for help."),
          {}};
    case Cause::kExpired:
      return {Translatable("This certificate has expired. Please show one that is still valid, or "
                           "ask our staff for help."),
              {}};
    case Cause::kSchema:
      return {Translatable("This certificate is not filled in as it should be. Please show another "
                           "one, or ask its issuer for a new one."),
              {}};
    case Cause::kRevoked:
      break;
  }
  return {Translatable("This certificate has been withdrawn by its issuer. Please show another "
                       "one, or ask our staff for help."),
          {}};
}

Answer AnswerTo(Cause cause) {
  switch (cause) {
    case Cause::kUnsupported:
    case Cause::kSealed:
    case Cause::kUnsupportedAlgorithm:
    case Cause::kUnknownSigner:
    case Cause::kUntrustedChain:
      return Answer::kUndetermined;
    default:
      return Answer::kRefused;
  }
}

bool RestsOnClock(const Authenticity& authenticity) {
  // Dates are checked before the content, and the revocations of today after it.
  return authenticity.valid() || authenticity.cause == Cause::kNotYetValid ||
         authenticity.cause == Cause::kExpired;
}

Finding NotACertificate() {
  return {Answer::kRefused,
          {.code = "not-a-certificate",
           .for_public = {Translatable("This code is not a health certificate. Please show the "
                                       "code of your health certificate."),
                          {}},
           .for_staff = "The code begins like no certificate that is known here."}};
}

Finding ClockInDoubt() {
  return {
      Answer::kUndetermined,
      {.code = "clock-untrusted",
       .for_public = {Translatable("This kiosk is not sure of the date, so it cannot check "
                                   "certificates now. Please ask our staff for help."),
                      {}},
       .for_staff = "The clock is neither synchronised nor later than the newest trust material "
                    "and audit record: check the time service."}};
}

Finding FromDoubt(Doubt doubt) {
  if (doubt == Doubt::kTrustOutdated) {
    return {
        Answer::kUndetermined,
        {.code = ToString(doubt),
         .for_public = {Translatable("This kiosk's list of issuers is out of date, so it cannot "
                                     "check certificates now. Please ask our staff for help."),
                        {}},
         .for_staff =
             "The trust bundle has expired, or was issued later than the clock says: import "
             "a newer one, or check the clock."}};
  }
  return {
      Answer::kUndetermined,
      {.code = ToString(doubt),
       .for_public = {Translatable("This kiosk could not find out whether this certificate still "
                                   "holds. Please show it to our staff."),
                      {}},
       .for_staff = "Its signer requires revocation data, which is missing, stale or damaged: "
                    "bring the revocation file up to date."}};
}

Finding NothingRead() {
  return {Answer::kUndetermined,
          {.code = "no-certificate",
           .for_public = {Translatable("No certificate has been read. Please show the code of your "
                                       "health certificate."),
                          {}},
           .for_staff = "There was nothing to judge."}};
}

Finding FromCause(Cause cause, const Reading& reading) {
  std::string staff = std::string(ToString(reading.format)) + ": " + reading.authenticity.step;
  return {AnswerTo(cause),
          {.code = ToString(cause),
           .for_public = PublicSentence(cause),
           .for_staff = std::move(staff)}};
}

// What outweighs what: the answer is the first of these that has a finding.
constexpr std::array kByWeight = {Answer::kRefused, Answer::kUndetermined, Answer::kIncomplete};

// What is wrong with the code itself stays wrong under any trust; everything else rests on the
// signers that are trusted, and means nothing once their list is out of date.
bool RestsOnTrust(const Reading& reading) {
  return reading.authenticity.cause != Cause::kMalformed &&
         reading.authenticity.cause != Cause::kUnsupported;
}

// Authentic: what keeps it from being accepted all the same.
void AddFindingsOfContent(const Certificate& certificate, std::span<const Doubt> doubts,
                          Timestamp now, std::vector<Finding>& findings) {
  for (const Doubt doubt : doubts) findings.push_back(FromDoubt(doubt));
  if (const auto problem = CheckRecordDates(certificate, now)) {
    findings.push_back({AnswerTo(problem->cause),
                        {.code = ToString(problem->cause),
                         .for_public = PublicSentence(problem->cause),
                         .for_staff = problem->detail}});
  }
  if (auto declared = CheckDeclaration(certificate)) {
    findings.push_back({declared->answer, std::move(declared->reason)});
  }
}

void AddFindings(const Reading& reading, TrustedTime time, std::vector<Finding>& findings) {
  const auto has = [&reading](Doubt doubt) {
    return std::ranges::find(reading.doubts, doubt) != reading.doubts.end();
  };
  if (!reading.is_certificate()) {
    findings.push_back(NotACertificate());
  } else if (RestsOnClock(reading.authenticity) && !time.trusted) {
    findings.push_back(ClockInDoubt());
  } else if (RestsOnTrust(reading) && has(Doubt::kTrustOutdated)) {
    findings.push_back(FromDoubt(Doubt::kTrustOutdated));
  } else if (const std::optional<Cause> cause = reading.authenticity.cause) {
    findings.push_back(FromCause(*cause, reading));
  } else if (!reading.certificate) {
    findings.push_back(NothingRead());
  } else {
    AddFindingsOfContent(*reading.certificate, reading.doubts, time.now, findings);
  }
}

std::vector<Finding> Findings(std::span<const Reading> readings, TrustedTime time) {
  std::vector<Finding> findings;
  if (readings.empty()) findings.push_back(NothingRead());
  for (const Reading& reading : readings) {
    const bool is_replaced = std::ranges::any_of(
        readings, [&reading](const Reading& other) { return Replaces(other, reading); });
    if (!is_replaced) AddFindings(reading, time, findings);
  }
  return findings;
}

void AddOnce(Reason reason, std::vector<Reason>& reasons) {
  if (std::ranges::find(reasons, reason.code, &Reason::code) == reasons.end()) {
    reasons.push_back(std::move(reason));
  }
}

}  // namespace

Verdict Judge(std::span<const Reading> readings, TrustedTime time) {
  std::vector<Finding> findings = Findings(readings, time);
  Verdict verdict;
  verdict.answer = Answer::kAccepted;
  for (const Answer answer : kByWeight) {
    for (Finding& finding : findings) {
      if (finding.answer != answer) continue;
      if (verdict.reasons.empty()) verdict.answer = answer;
      AddOnce(std::move(finding.reason), verdict.reasons);
    }
  }
  verdict.demo = std::ranges::any_of(readings, [](const Reading& reading) {
    return reading.signed_by && reading.signed_by->demo;
  });
  return verdict;
}

}  // namespace clearway::certificate
