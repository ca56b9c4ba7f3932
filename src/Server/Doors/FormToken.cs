using System.Security.Cryptography;
using System.Text;

namespace Surefoot.Server.Doors;

/// <summary>What every form of this server carries and every write must show: a page of another site can send a form here, but cannot read what ours says.</summary>
/// <remarks>Made anew at each start; until there is sign-in it belongs to the server, since everybody at it is one person.</remarks>
internal sealed class FormToken
{
    public const string Field = "token";

    private const int Bytes = 32;

    public string Value { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    public bool Fits(string? given) => given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Value));
}

internal static class FormDoor
{
    /// <summary>Refuses a write that did not come from a page of this server. It reads the form, so it stands after the door that asks for the right.</summary>
    public static RouteHandlerBuilder FromOwnPagesOnly(this RouteHandlerBuilder route) => route.DisableAntiforgery().AddEndpointFilter(async (call, next) =>
    {
        var http = call.HttpContext;
        var site = http.Request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin") || !http.Request.HasFormContentType)
        {
            return Refuse();
        }

        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            return http.RequestServices.GetRequiredService<FormToken>().Fits(form[FormToken.Field]) ? await next(call) : Refuse();
        }
        catch (InvalidDataException failure)
        {
            return Results.Text($"The form cannot be read: {failure.Message} Go back, send fewer rows or a smaller file.\n", statusCode: StatusCodes.Status413PayloadTooLarge);
        }
        catch (BadHttpRequestException failure)
        {
            return Results.Text($"The form cannot be read: {failure.Message} Go back and send a smaller file.\n", statusCode: failure.StatusCode);
        }
    });

    private static IResult Refuse() =>
        Results.Text("This form did not come from a page of this server, or the server was started again since. Nothing was written. Go back, load the page again and send it once more.\n", statusCode: StatusCodes.Status400BadRequest);
}
