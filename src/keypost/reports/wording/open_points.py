"""What Keypost makes of each point that AWS leaves open; the questions stand with the needs."""

from keypost.policy.open_points import Treatment
from keypost.policy.reasons import OpenPoint
from keypost.text import Text

TREATMENTS = {
    Treatment.BOTH: Text(
        en="where the readings lead to different answers, the request is undecided",
        ja="読み方によって答えが異なる場合は「未定」とします",
    ),
    Treatment.CHOSEN: Text(
        en="a decision that rests on it says so in `openPoints`",
        ja="この点に左右される決定では `openPoints` に示します",
    ),
    Treatment.SLIP: Text(
        en="a slip, or a page that is out of date: the other pages decide, and decisions don't mention it",
        ja="誤記か古い記述とみなして他のページに従い、決定には示しません",
    ),
    Treatment.ELSEWHERE: Text(
        en="they bear on what is read, on what a delivery calls, or on the name of an error",
        ja="読み取る内容、配信に必要な呼び出し、エラーの名前に関わる点です",
    ),
}

POINT_ANSWERS = {
    OpenPoint.VIA_SERVICE_OF_SERVICE: Text(
        en="Any value, or absent: one page says that the key exists in forwarded calls only, another publishes a key policy that needs it.",
        ja="任意の値か、値なしとします。転送された呼び出しにだけ含まれると書いたページと、このキーを必要とするキーポリシーを載せたページがあります。",
    ),
    OpenPoint.PRINCIPAL_ARN_OF_SERVICE: Text(
        en="Absent, or an ARN that no customer's text equals: negated tests hold, positive ones fail; a test for mere presence is undecided.",
        ja="値なし、またはお客様の書くどの値とも一致しない ARN とします。否定の条件は成り立ち、肯定の条件は成り立ちません。有無だけを調べる条件は未定です。",
    ),
    OpenPoint.ACCOUNT_OF_SERVICE: Text(
        en="Absent, or an account that is never the customer's, for `aws:PrincipalAccount` and `kms:CallerAccount`.",
        ja="`aws:PrincipalAccount` と `kms:CallerAccount` は、値なし、またはお客様のものではないアカウントとします。",
    ),
    OpenPoint.IDENTITY_OF_SERVICE: Text(
        en="Any value, or absent: no page gives the values for a service principal.",
        ja="任意の値か、値なしとします。サービスプリンシパルの値を示すページはありません。",
    ),
    OpenPoint.SOURCE_IP_OF_SERVICE: Text(
        en="Absent, or an address that is never the customer's: NotIpAddress holds, IpAddress fails.",
        ja="値なし、またはお客様のものではないアドレスとします。NotIpAddress は成り立ち、IpAddress は成り立ちません。",
    ),
    OpenPoint.SOURCE_IP_OF_FORWARDED_CALL: Text(
        en="The caller's address or the service's: undecided where a test tells them apart.",
        ja="呼び出し元のアドレスか、サービスのアドレスとします。条件の結果が分かれる場合は未定です。",
    ),
    OpenPoint.SECURE_TRANSPORT_OF_SERVICE: Text(
        en="`true` or absent: `Bool ... false` doesn't hit, `BoolIfExists ... false` is undecided. The page says both that the key is always there and that it may be redacted.",
        ja="`true` か値なしとします。`Bool ... false` は一致せず、`BoolIfExists ... false` は未定です。常に含まれるという記述と、伏せられることがあるという記述が同じページにあります。",
    ),
    OpenPoint.SERVICE_NAME_WITHOUT_REGION: Text(
        en="A policy that lists only the plain name leaves the delivery open where AWS documents the name with the Region, because public templates use the plain one. So does a trust policy that has nothing but the name with the Region, or with `.cn`, where AWS shows the plain one.",
        ja="AWS がリージョンを含む名前を示している場合、リージョンのない名前だけのポリシーでは配信は未定です。公開されているテンプレートはリージョンのない名前を使っています。AWS がリージョンのない名前を示しているのに、信頼ポリシーにリージョンや `.cn` を含む名前しかない場合も同様です。",
    ),
    OpenPoint.STAR_ADMITS_SERVICE_TO_KEY: Text(
        en="It does, as AWS documents for topics; for keys no page says so.",
        ja="含むものとします。トピックについては AWS の説明がありますが、キーについての説明はありません。",
    ),
    OpenPoint.NOT_PRINCIPAL_WITHOUT_ACCOUNT: Text(
        en="Undecided: without the account (for a session: without its role too) the page says that the principal might be denied.",
        ja="未定とします。アカウント (セッションではロールも) がないと、プリンシパルが拒否されることがあると書かれています。",
    ),
    OpenPoint.NOT_PRINCIPAL_WITH_ALLOW: Text(
        en="Undecided for everybody who isn't listed: today's page says unsupported, the older one said that it reaches them.",
        ja="列挙されていないプリンシパルについては未定とします。現在のページではサポート対象外、以前のページでは対象に含まれるとあります。",
    ),
    OpenPoint.GRANT_CONSTRAINT_KEY_CASE: Text(
        en="Undecided where the names differ by case only: the guide compares whole pairs exactly, the API reference the values alone.",
        ja="名前が大文字と小文字だけ異なる場合は未定とします。開発者ガイドでは組全体、API リファレンスでは値だけが区別されます。",
    ),
    OpenPoint.SET_OPERATOR_MISSING: Text(
        en='Any value counts; a negated test is undecided where "one differs" and "all differ" disagree. AWS says that such keys must have a set operator.',
        ja="いずれかの値が一致すればよいものとします。否定の条件は「1 つでも異なる」と「すべて異なる」で結果が分かれる場合に未定です。AWS は集合演算子が必須だとしています。",
    ),
    OpenPoint.BOOL_VARIABLE: Text(
        en="With and without replacement: one page lists `Bool` among the operators that take variables, the other doesn't.",
        ja="置き換える場合と置き換えない場合の両方を試します。変数を使える演算子に `Bool` を挙げるページと挙げないページがあります。",
    ),
    OpenPoint.RESOURCE_ALIASES_IN_KEY_POLICY: Text(
        en="With its value and absent: the KMS page lists it for IAM policies only, the SNS page speaks of key policies too.",
        ja="値がある場合とない場合の両方を試します。KMS のページでは IAM ポリシーのみ、SNS のページではキーポリシーも挙げられています。",
    ),
    OpenPoint.USER_NAME_CASE: Text(
        en="Undecided where only the case differs: today's page compares it, the older one didn't.",
        ja="大文字と小文字だけが異なる場合は未定とします。現在のページでは区別され、以前のページでは区別されません。",
    ),
    OpenPoint.FOR_ALL_VALUES_TABLE: Text(
        en="The rules: they stand on two pages, and one table of examples shows the opposite.",
        ja="規則の説明に従います。規則は 2 つのページにあり、逆の結果を示すのは例の表 1 つだけです。",
    ),
    OpenPoint.GRANTEE_SERVICE: Text(
        en="It can: the newer pages have the parameter, and services list themselves as grantees in ListGrants. The older page knew only IAM principals.",
        ja="指定できるものとします。新しいページにはそのためのパラメータがあり、ListGrants でもサービスが被付与者になっています。古いページは IAM プリンシパルだけを挙げています。",
    ),
    OpenPoint.DEFAULT_TOPIC_POLICY: Text(
        en="A policy that is given decides. A topic without one gets the policy that SNS returns for such topics, with `AWS:SourceOwner`; both pages agree on services that don't send this key.",
        ja="指定されたポリシーで判定します。ない場合は、SNS がそのようなトピックに返す `AWS:SourceOwner` のポリシーを使います。このキーを送らないサービスについては両ページの結果は同じです。",
    ),
    OpenPoint.SOURCE_OF_EVENTBRIDGE: Text(
        en="Not to the key, though to the topic: the page about keys says so expressly.",
        ja="キーには送らず、トピックには送るものとします。キーについてのページに明記されています。",
    ),
    OpenPoint.ENCRYPT_OF_PUT_OBJECT: Text(
        en="`kms:GenerateDataKey`, as the same page's list has it; `kms:Encrypt` isn't asked for.",
        ja="同じページの一覧のとおり `kms:GenerateDataKey` とし、`kms:Encrypt` は求めません。",
    ),
    OpenPoint.BACKUP_KEY_POLICY: Text(
        en="Unread: what depends on it is open.",
        ja="読み取れないものとして扱い、左右される結果は未定です。",
    ),
    OpenPoint.PENDING_DELETION_ERROR: Text(
        en="Either error is recognized; the key can't be used in both cases.",
        ja="どちらのエラーも認識します。いずれにしてもキーは使えません。",
    ),
    OpenPoint.TRAIL_ARN_EXAMPLE: Text(
        en="A slip of the example: a trail's ARN has its account.",
        ja="例の誤りとみなします。証跡の ARN にはアカウントが入ります。",
    ),
    OpenPoint.RESOURCE_ALIASES_SPELLING: Text(
        en="`kms:ResourceAliases`, as the KMS page has it.",
        ja="KMS のページのとおり `kms:ResourceAliases` とします。",
    ),
}
